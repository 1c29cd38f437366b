/** What plays that go on over days have in common: the frame, the button with its line, steps with their progress. */
import { isOpen, type Words } from "@largesse/kernel";
import { Lost, useKit } from "@largesse/kit";
import type { ReactNode } from "react";
import { leftWords, type Mark, mayGo, type Said, type Standing, tell, useStanding, whyNot } from "./standing";

export interface PlayProps {
  readonly play: string;
  readonly title?: Words;
  readonly label?: Words;
  readonly hint?: Words;
}

interface FrameProps {
  readonly id: string;
  readonly type: string;
  readonly props: PlayProps;
  readonly at: Standing;
  readonly children: ReactNode;
}

/** The component's name and what it holds; where no answer came it says so, and keeps what it knew. */
export function Frame({ id, type, props, at, children }: FrameProps) {
  const { pick, facts } = useKit();
  return (
    <section className={`lg-${type} lg-standing`} aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || facts.plays[props.play]?.title}
      </h2>
      {at.state === "lost" ? <Lost /> : null}
      <div className="lg-standing__card">{children}</div>
    </section>
  );
}

interface GoProps {
  readonly id: string;
  readonly type: string;
  readonly props: PlayProps;
  readonly at: Standing;
  readonly said?: Said;
  /** It cannot be pressed, and why. */
  readonly stop?: string | undefined;
  /** What became of it, where no sheet says it. */
  readonly done?: string;
  readonly press?: () => void;
}

/** The one button of a play, and under it why it cannot be pressed, what was done or what is left. */
export function Go({ id, type, props, at, said, stop, done, press }: GoProps) {
  const kit = useKit();
  const { play } = props;
  const go = async (): Promise<void> => tell(kit, play, await at.take(said));
  const why = whyNot(kit, play, at) || stop;
  return (
    <div className="lg-standing__go">
      <button
        type="button"
        className={`lg-button lg-${type}__go`}
        aria-busy={at.busy}
        aria-describedby={`${id}-c`}
        disabled={!isOpen(kit.facts.phase) || at.of?.open === false || Boolean(stop) || !mayGo(kit, play)}
        onClick={press ?? (() => void go())}
      >
        {kit.pick(props.label) || kit.say(`widgets.${type}.press`)}
      </button>
      <p className="lg-standing__line" id={`${id}-c`} role="status">
        {[done, why || leftWords(kit, play) || kit.pick(props.hint)].filter(Boolean).join(" · ") || "\u00a0"}
      </p>
    </div>
  );
}

interface StepProps {
  readonly mark: Mark;
  readonly reached: number;
  readonly next: boolean;
  readonly busy: boolean;
  readonly claim: () => void;
}

function Step({ mark, reached, next, busy, claim }: StepProps) {
  const { say } = useKit();
  const at = Math.min(reached, mark.at);
  return (
    <li className={mark.had ? "is-had" : at >= mark.at ? "is-reached" : ""}>
      <span className="lg-standing__words">
        <b>{mark.title}</b>
        <progress max={mark.at} value={at} aria-label={mark.title} />
        <small>{say("widgets.standing.of", { at, of: mark.at })}</small>
      </span>
      {mark.had ? (
        <small className="lg-standing__had">{say("widgets.standing.had")}</small>
      ) : next ? (
        <button type="button" className="lg-button lg-button--small" disabled={busy} onClick={claim}>
          {say("widgets.standing.claim")}
          <span className="lg-unseen"> {mark.title}</span>
        </button>
      ) : null}
    </li>
  );
}

/** The targets of a play, how far each is, and the button of the first that is due. */
export function Steps({ play, at }: { readonly play: string; readonly at: Standing }) {
  const kit = useKit();
  const marks = at.of?.marks ?? [];
  const reached = at.figure("reached");
  const due = isOpen(kit.facts.phase) && marks.find((mark) => !mark.had && mark.at <= reached);
  const claim = async (): Promise<void> => tell(kit, play, await at.take());
  if (marks.length === 0)
    return (
      <p className="lg-standing__line">
        {kit.say(at.state === "guest" ? "widgets.standing.guest" : "widgets.standing.wait")}
      </p>
    );
  return (
    <ol className="lg-standing__steps">
      {marks.map((mark) => (
        <Step
          key={mark.id}
          mark={mark}
          reached={reached}
          next={mark === due}
          busy={at.busy}
          claim={() => void claim()}
        />
      ))}
    </ol>
  );
}

interface MissionProps {
  readonly id: string;
  readonly type: string;
  /** `does` names the play that moves the client on. */
  readonly props: PlayProps & { readonly does?: string };
  /** For eyes: how far it is, from 0 to 1, and what was reached. */
  readonly picture?: (share: number, reached: number, marks: readonly Mark[]) => ReactNode;
  /** Stands between the picture and the button. */
  readonly children?: ReactNode;
  readonly said?: Said;
  readonly stop?: string | undefined;
}

/** One play that moves the client on, and the steps that it leads to. */
export function Mission({ id, type, props, picture, children, said, stop }: MissionProps) {
  const kit = useKit();
  const at = useStanding(type, props.play);
  const does = useStanding(`${type}-does`, props.does ?? "");
  const reached = at.figure("reached");
  const marks = at.of?.marks ?? [];
  const most = marks[marks.length - 1]?.at ?? 1;
  const done = does.took ? kit.say("widgets.standing.counted", { at: reached }) : "";
  return (
    <Frame id={id} type={type} props={props} at={at}>
      {picture?.(Math.min(1, reached / most), reached, marks)}
      {children}
      {props.does ? (
        <Go
          id={id}
          type={type}
          props={{ ...props, play: props.does }}
          at={does}
          said={said ?? {}}
          stop={stop}
          done={done}
        />
      ) : null}
      <Steps play={props.play} at={at} />
    </Frame>
  );
}
