import type { MiniGameProps } from "@largesse/contracts";
import { cut } from "@largesse/kernel";
import { useKit, type WidgetProps, wins } from "@largesse/kit";
import { useState } from "react";
import { Draw } from "../draw/draw";
import { Steps } from "../standing/parts";
import { useStanding } from "../standing/standing";

const TYPE = "mini-game";
const RINGS = [72, 54, 36, 18];
/** Where an arrow stands in each ring, from the middle outward. */
const HITS = [
  [0, 0],
  [20, -17],
  [-32, 30],
  [46, 42],
  [-66, -52],
] as const;

const NAME_MAX = 20;

/** A target: the server decides what was hit, the arrow goes there; the best score of all leads to the steps. */
export default function MiniGame({ id, props }: WidgetProps<MiniGameProps>) {
  const kit = useKit();
  const at = useStanding(TYPE, props.steps);
  const [said, setSaid] = useState("");
  const prizes = kit.facts.plays[props.play]?.prizes ?? [];
  return (
    <div className="lg-mini-game-all">
      <Draw
        id={id}
        type={TYPE}
        props={props}
        tells={async (played) => {
          setSaid(kit.say("widgets.mini-game.hit", { score: played.prize?.title ?? "" }));
          if (wins(played)) await kit.finish(played);
          else await kit.refresh();
        }}
        picture={({ played }) => {
          const ring = played ? prizes.findIndex((one) => one.id === played.prize?.id) : -1;
          const [x, y] = HITS[Math.min(Math.max(ring, 0), HITS.length - 1)] ?? HITS[0];
          return (
            <svg viewBox="-110 -90 220 190" className="lg-mini-game__target" aria-hidden="true">
              <path d="M-50 60L-66 98M50 60L66 98" className="lg-mini-game__legs" />
              {RINGS.map((r, number) => (
                <circle key={r} r={r} className={`is-${number}`} />
              ))}
              {played ? (
                <g transform={`translate(${x} ${y})`}>
                  <g className="lg-mini-game__arrow">
                    <path d="M0 0L40 34M30 20L42 34M38 40L24 30" />
                    <circle r="3.5" />
                  </g>
                  <text x="0" y="-12">
                    {cut(played.prize?.title ?? "", NAME_MAX)}
                  </text>
                </g>
              ) : null}
            </svg>
          );
        }}
        more={() => (
          <div className="lg-standing lg-standing__card">
            <p className="lg-mini-game__best" role="status">
              {[said, kit.say("widgets.mini-game.best", { score: at.figure("reached") })]
                .filter(Boolean)
                .join(" · ")}
            </p>
            <Steps play={props.steps} at={at} />
          </div>
        )}
      />
    </div>
  );
}
