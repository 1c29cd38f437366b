import type { QuizProps } from "@largesse/contracts";
import { useKit, type WidgetProps, wins } from "@largesse/kit";
import { useState } from "react";
import { Ask, answered } from "../standing/ask";
import { Frame, Go } from "../standing/parts";
import { mayGo, type Said, tell, toldOf, useStanding } from "../standing/standing";

const TYPE = "quiz";

/** One question after the other; what is right is known to the server only, and the score comes from there. */
export default function Quiz({ id, props }: WidgetProps<QuizProps>) {
  const kit = useKit();
  const { say } = kit;
  const at = useStanding(TYPE, props.play);
  const [said, setSaid] = useState<Said>({});
  const [number, setNumber] = useState(0);
  const [over, setOver] = useState(false);
  const result = over ? at.took : null;
  const asks = mayGo(kit, props.play) ? (at.of?.asks ?? []) : [];
  const now = asks[number];
  const last = number === asks.length - 1;
  const send = async (): Promise<void> => {
    const took = await at.take(said);
    if (!took) return;
    setOver(true);
    await tell(kit, props.play, took);
  };
  const anew = (): void => {
    setSaid({});
    setNumber(0);
    setOver(false);
  };
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      {result ? (
        <div className={`lg-standing__result ${wins(result) ? "is-won" : "is-lost"}`} role="status">
          <b>{say(wins(result) ? "widgets.quiz.passed" : "widgets.quiz.failed")}</b>
          <span>
            {say("widgets.quiz.score", { score: toldOf(result, "score"), of: toldOf(result, "of") })}
            {wins(result) ? null : ` · ${say("widgets.quiz.needs", { score: at.figure("pass_score") })}`}
          </span>
        </div>
      ) : null}
      {now && !result ? (
        <>
          <p className="lg-quiz__at">
            {say("widgets.quiz.at", { at: number + 1, of: asks.length })}
            <progress max={asks.length} value={number + 1} aria-hidden="true" />
          </p>
          <Ask
            key={now.id}
            id={id}
            of={now}
            said={said[now.id] ?? []}
            put={(values) => setSaid({ ...said, [now.id]: values })}
          />
        </>
      ) : null}
      {now && !last && !result ? (
        <button
          type="button"
          className="lg-button lg-quiz__go"
          disabled={!answered(now, said)}
          onClick={() => setNumber(number + 1)}
        >
          {say("widgets.quiz.next")}
        </button>
      ) : result && mayGo(kit, props.play) ? (
        <Go
          id={id}
          type={TYPE}
          props={{ play: props.play, label: say("widgets.quiz.anew") }}
          at={at}
          press={anew}
        />
      ) : (
        <Go
          id={id}
          type={TYPE}
          props={props}
          at={at}
          stop={now && !result && !answered(now, said) ? say("widgets.quiz.choose") : undefined}
          press={() => void send()}
        />
      )}
      {number > 0 && !result ? (
        <button type="button" className="lg-plain" onClick={() => setNumber(number - 1)}>
          {say("widgets.quiz.back")}
        </button>
      ) : null}
    </Frame>
  );
}
