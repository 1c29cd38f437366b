import type { MiniGameProps } from "@largesse/contracts";
import { cut } from "@largesse/kernel";
import { useKit, type WidgetProps, wins } from "@largesse/kit";
import { type ReactNode, useState } from "react";
import { Draw } from "../draw/draw";
import { Steps } from "../standing/parts";
import { useStanding } from "../standing/standing";
import { Round } from "./round";

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

function Target({ children }: { readonly children?: ReactNode }) {
  return (
    <svg viewBox="-110 -90 220 190" className="lg-mini-game__target" aria-hidden="true">
      <path d="M-50 60L-66 98M50 60L66 98" className="lg-mini-game__legs" />
      {RINGS.map((r, number) => (
        <circle key={r} r={r} className={`is-${number}`} />
      ))}
      {children}
    </svg>
  );
}

/** The best score of all, and what it leads to. */
function Best({ steps, said }: { readonly steps: string; readonly said: string }) {
  const { say } = useKit();
  const at = useStanding(TYPE, steps);
  return (
    <div className="lg-standing lg-standing__card">
      <p className="lg-mini-game__best" role="status">
        {[said, say("widgets.mini-game.best", { score: at.figure("reached") })].filter(Boolean).join(" · ")}
      </p>
      <Steps play={steps} at={at} />
    </div>
  );
}

/** A target: the server decides what was hit, or one's own hits are the score; the best of all leads to the steps. */
export default function MiniGame({ id, props }: WidgetProps<MiniGameProps>) {
  const kit = useKit();
  const [said, setSaid] = useState("");
  const prizes = kit.facts.plays[props.play]?.prizes ?? [];
  const { seconds, steps } = props;
  const best = steps ? <Best steps={steps} said={said} /> : null;
  if (seconds)
    return (
      <div className="lg-mini-game-all">
        <Round id={id} props={props} seconds={seconds} target={<Target />} />
        {best}
      </div>
    );
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
            <Target>
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
            </Target>
          );
        }}
        more={() => best}
      />
    </div>
  );
}
