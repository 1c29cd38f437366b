import type { AssistProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { Friends, figure, type Step, type Team } from "../friends/team";

interface LadderProps {
  readonly team: Team | null;
  readonly steps: readonly Step[];
  readonly unit: string;
}

function Ladder({ team, steps, unit }: LadderProps) {
  const { say } = useKit();
  const reached = team?.reached ?? 0;
  const top = steps.at(-1)?.at ?? team?.sum ?? 0;
  return (
    <>
      <p className="lg-assist__figure">
        <b>{figure(reached)}</b>
        <small>{top > 0 ? ` / ${figure(top)} ${unit}` : unit}</small>
      </p>
      <progress
        className="lg-assist__bar"
        max={top || 1}
        value={reached}
        aria-label={say("widgets.assist.bar")}
      />
      <ol className="lg-assist__steps">
        {steps.map(({ at, title }) => (
          <li key={at} className={reached < at ? "" : "is-reached"}>
            <span>{title}</span>
            <small>
              {say(`widgets.assist.${reached < at ? "at" : "reached"}`, { at: figure(at), unit })}
            </small>
          </li>
        ))}
      </ol>
      <ul className="lg-assist__friends" aria-label={say("widgets.assist.friends")}>
        {team?.friends.map((one, at) => (
          <li key={at}>
            <span>{one.maskedName}</span>
            <b>{`+${figure(one.amount)}`}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

export default function Assist({ id, props }: WidgetProps<AssistProps>) {
  const { pick } = useKit();
  const unit = pick(props.unit);
  return (
    <Friends
      id={id}
      type="assist"
      props={props}
      picture={(team, steps) => <Ladder team={team} steps={steps} unit={unit} />}
    />
  );
}
