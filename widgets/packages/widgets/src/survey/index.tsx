import type { SurveyProps } from "@largesse/contracts";
import { useKit, type WidgetProps, wins } from "@largesse/kit";
import { useState } from "react";
import { Ask, answered } from "../standing/ask";
import { Frame, Go } from "../standing/parts";
import { mayGo, type Said, tell, useStanding } from "../standing/standing";

const TYPE = "survey";

/** All questions on one sheet; sent only with the consent that stands under them. */
export default function Survey({ id, props }: WidgetProps<SurveyProps>) {
  const kit = useKit();
  const { say, pick } = kit;
  const at = useStanding(TYPE, props.play);
  const [said, setSaid] = useState<Said>({});
  const [agreed, setAgreed] = useState(false);
  const asks = at.of?.asks ?? [];
  const open = asks.filter((one) => !answered(one, said)).length;
  const send = async (): Promise<void> => tell(kit, props.play, await at.take(said));
  const stop =
    open > 0
      ? say("widgets.survey.open", { units: open })
      : agreed
        ? undefined
        : say("widgets.survey.agree_first");
  if (at.took || !mayGo(kit, props.play))
    return (
      <Frame id={id} type={TYPE} props={props} at={at}>
        <div className="lg-standing__result" role="status">
          <b>{say("widgets.survey.thanks")}</b>
          {at.took && wins(at.took) ? <span>{at.took.prize?.title}</span> : null}
        </div>
      </Frame>
    );
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      {asks.map((one) => (
        <Ask
          key={one.id}
          id={id}
          of={one}
          said={said[one.id] ?? []}
          put={(values) => setSaid({ ...said, [one.id]: values })}
        />
      ))}
      <label className="lg-standing__option lg-survey__agree">
        <input type="checkbox" checked={agreed} onChange={() => setAgreed(!agreed)} />
        <span>{pick(props.consent)}</span>
      </label>
      <Go id={id} type={TYPE} props={props} at={at} stop={stop} press={() => void send()} />
    </Frame>
  );
}
