import type { LotteryWheelProps } from "@largesse/contracts";
import type { Prize } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useLayoutEffect, useRef, useState } from "react";
import type { Act } from "../draw/act";
import { Draw } from "../draw/draw";
import { lines, placeOf, runsAlong, segmentsOf, slice, stopAt, turnTo } from "./wheel";

/** As in the style: how long the wheel may turn while the server is asked, and how far in that time. */
const COAST_MS = 20_000;
const coasted = (passed_ms: number): number => Math.min(passed_ms, COAST_MS) * 0.36;

function Slices({ segments }: { readonly segments: readonly Prize[] }) {
  const count = segments.length;
  const along = runsAlong(count);
  return (
    <>
      {segments.map((prize, index) => (
        <g key={`${index}${prize.id}`}>
          <path
            d={slice(index, count)}
            className={`lg-lottery-wheel__slice${prize.wins ? " is-prize" : ""}`}
          />
          <g transform={`rotate(${((360 * (index + 0.5)) / count).toFixed(1)})`}>
            {lines(prize.title, count).map((line, row, all) => (
              <text key={`${row}${line}`} transform={placeOf(row, all.length, along)}>
                {line}
              </text>
            ))}
          </g>
        </g>
      ))}
    </>
  );
}

/** How far the wheel has turned, in degrees: evenly while the server is asked, then to what it decided. */
function useTurn(segments: readonly Prize[], { motion, played }: Act): number {
  const [turn, setTurn] = useState(0);
  const last = useRef({ at: 0, turn: 0, segments });
  last.current.segments = segments;
  useLayoutEffect(() => {
    const known = last.current;
    const to = (degrees: number): void => {
      known.turn = degrees;
      setTurn(degrees);
    };
    const reached = known.at ? known.turn + coasted(performance.now() - known.at) : known.turn;
    const stop = played && stopAt(known.segments, played.prize?.id ?? null);
    if (motion === "asking") {
      known.at = performance.now();
      setTurn(known.turn + coasted(COAST_MS));
    } else if (motion === "settling") to(known.turn + 360 * Math.ceil((reached - known.turn) / 360));
    else if (stop !== null) to(turnTo(reached, stop, known.segments.length));
    if (motion !== "asking") known.at = 0;
  }, [motion, played]);
  return turn;
}

function Disc({ segments, act }: { readonly segments: readonly Prize[]; readonly act: Act }) {
  const turn = useTurn(segments, act);
  const look = `lg-lottery-wheel__disc${runsAlong(segments.length) ? " is-fine" : ""} is-${act.motion}`;
  const turned = turn === 0 ? undefined : { transform: `rotate(${turn}deg)` };
  return (
    <svg className="lg-lottery-wheel__svg" viewBox="-106 -106 212 212" aria-hidden="true">
      <circle r="105" className="lg-lottery-wheel__rim" />
      <circle r="94" className="lg-lottery-wheel__ring" />
      <circle r="98" className="lg-lottery-wheel__studs" />
      <g className={look} style={turned}>
        <Slices segments={segments} />
      </g>
      <path d="M0-84L9-106H-9Z" className="lg-lottery-wheel__pin" />
    </svg>
  );
}

export default function LotteryWheel({ id, props }: WidgetProps<LotteryWheelProps>) {
  const segments = segmentsOf(useKit().facts.plays[props.play]?.prizes ?? []);
  return (
    <Draw
      id={id}
      type="lottery-wheel"
      props={props}
      knob
      holds={({ prize }) => stopAt(segments, prize?.id ?? null) !== null}
      picture={(act) => <Disc segments={segments} act={act} />}
    />
  );
}
