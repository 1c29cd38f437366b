import type { TierChallengeProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { Mission } from "../standing/parts";
import type { Mark } from "../standing/standing";

const TYPE = "tier-challenge";
const LEFT = 20;
const WIDE = 280;

/** The way up with its stages: how far it was gone is a line, each stage a mark on it. */
function Way({
  share,
  marks,
  reached,
}: {
  readonly share: number;
  readonly marks: readonly Mark[];
  readonly reached: number;
}) {
  const most = marks[marks.length - 1]?.at ?? 1;
  return (
    <svg viewBox="0 0 320 92" className="lg-tier-challenge__way" aria-hidden="true">
      <path d={`M${LEFT} 70L${LEFT + WIDE} 26`} className="lg-tier-challenge__road" />
      <path d={`M${LEFT} 70L${LEFT + WIDE * share} ${70 - 44 * share}`} className="lg-tier-challenge__gone" />
      {marks.map((mark) => {
        const part = mark.at / most;
        return (
          <g key={mark.id} transform={`translate(${LEFT + WIDE * part} ${70 - 44 * part})`}>
            <path d="M0-12L12 0L0 12L-12 0Z" className={mark.at <= reached ? "is-reached" : ""} />
            <path d="M0-5L5 0L0 5L-5 0Z" className="lg-tier-challenge__gem" />
          </g>
        );
      })}
    </svg>
  );
}

export default function TierChallenge({ id, props }: WidgetProps<TierChallengeProps>) {
  const { say } = useKit();
  return (
    <Mission
      id={id}
      type={TYPE}
      props={props}
      picture={(share, reached, marks) => {
        const next = marks.find((mark) => mark.at > reached);
        return (
          <>
            <Way share={share} marks={marks} reached={reached} />
            {marks.length > 0 ? (
              <p className="lg-tier-challenge__next">
                {next
                  ? say("widgets.tier-challenge.next", { units: next.at - reached, title: next.title })
                  : say("widgets.tier-challenge.top")}
              </p>
            ) : null}
          </>
        );
      }}
    />
  );
}
