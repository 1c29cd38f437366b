import type { LotteryWheelProps } from "@largesse/contracts";
import { isOpen, type Prize } from "@largesse/kernel";
import { hour, type Kit, type Played, useKit, type WidgetProps, wantsStillness } from "@largesse/kit";
import { useEffect, useRef, useState } from "react";
import { lines, placeOf, runsAlong, segmentsOf, slice, stopAt, turnTo } from "./wheel";

const CEREMONY_MS = 2200;
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

type Motion = "rest" | "asking" | "turning" | "settling";

/**
 * The wheel's motion. It sets off with the press, however slow the net is, turns to what the server decided once that
 * is known, and comes to rest where it stood when nothing was played; a second press ends the ceremony at once.
 */
function useCeremony(segments: readonly Prize[], finish: (played: Played) => void) {
  const [turn, setTurn] = useState(0);
  const [motion, setMotion] = useState<Motion>("rest");
  const [played, setPlayed] = useState<Played | null>(null);
  const since = useRef<{ readonly at: number; readonly turn: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ended = useRef(finish);
  ended.current = finish;
  useEffect(() => () => clearTimeout(timer.current), []);
  const end = (won: Played): void => {
    clearTimeout(timer.current);
    setPlayed(null);
    setMotion("rest");
    ended.current(won);
  };
  /** Where the wheel is now: it turns evenly while the server is asked. */
  const reached = (): number => {
    const begun = since.current;
    since.current = null;
    return begun ? begun.turn + coasted(performance.now() - begun.at) : turn;
  };
  const setOff = (): void => {
    if (wantsStillness()) return;
    since.current = { at: performance.now(), turn };
    setMotion("asking");
    setTurn(turn + coasted(COAST_MS));
  };
  const settle = (): void => {
    if (since.current === null) return;
    const from = since.current.turn;
    setTurn(from + 360 * Math.ceil((reached() - from) / 360));
    setMotion("settling");
  };
  const begin = (won: Played): void => {
    const index = stopAt(segments, won.prize);
    if (index === null) {
      settle();
      end(won);
      return;
    }
    setTurn(turnTo(reached(), index, segments.length));
    if (wantsStillness()) {
      end(won);
      return;
    }
    setMotion("turning");
    setPlayed(won);
    timer.current = setTimeout(() => end(won), CEREMONY_MS);
  };
  /** Ends the ceremony at once; null while there is none. */
  const skip = played && (() => end(played));
  return { turn, motion, setOff, settle, begin, skip };
}

interface DiscProps {
  readonly segments: readonly Prize[];
  readonly turn: number;
  readonly motion: Motion;
}

function Disc({ segments, turn, motion }: DiscProps) {
  const moves = motion === "rest" ? "" : ` is-${motion}`;
  const look = `lg-lottery-wheel__disc${runsAlong(segments.length) ? " is-fine" : ""}${moves}`;
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

/** Known to be left of every prize that wins: nothing. */
function allGiven(kit: Kit, play: string): boolean {
  const prizes = (kit.facts.plays[play]?.prizes ?? []).filter((prize) => prize.wins);
  const left = kit.live.left[play] ?? {};
  return prizes.length > 0 && prizes.every((prize) => left[prize.id]?.units === 0);
}

function chancesWords(kit: Kit, props: LotteryWheelProps): string {
  if (allGiven(kit, props.play)) return kit.say("widgets.wheel.given");
  const left = kit.live.chances[props.play];
  if (typeof left !== "number") return kit.pick(props.hint);
  if (left > 0) return kit.say("widgets.wheel.chances", { units: left });
  const again = kit.live.again[props.play];
  if (!again) return kit.say("widgets.wheel.over");
  return kit.say("widgets.wheel.none", { day: hour(again, kit.locale, kit.facts.tz) });
}

export default function LotteryWheel({ id, props }: WidgetProps<LotteryWheelProps>) {
  const kit = useKit();
  const [asking, setAsking] = useState(false);
  const play = kit.facts.plays[props.play];
  const segments = segmentsOf(play?.prizes ?? []);
  const { turn, motion, setOff, settle, begin, skip } = useCeremony(segments, kit.finish);
  const title = kit.pick(props.title) || play?.title || "";
  const press = async (): Promise<void> => {
    if (kit.editing || asking) return;
    if (skip) {
      skip();
      return;
    }
    setAsking(true);
    if (kit.live.who === "client") setOff();
    const played = await kit.play(props.play);
    setAsking(false);
    if (played) begin(played);
    else settle();
  };
  const label = skip ? kit.say("widgets.wheel.skip") : kit.pick(props.label) || kit.say("widgets.wheel.spin");
  const open = isOpen(kit.facts.phase);
  return (
    <section className="lg-lottery-wheel" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {title}
      </h2>
      <div className="lg-lottery-wheel__box">
        <Disc segments={segments} turn={turn} motion={motion} />
        <button
          type="button"
          className="lg-lottery-wheel__go"
          aria-busy={asking}
          disabled={!open}
          aria-describedby={`${id}-c`}
          onClick={press}
        >
          {label}
        </button>
      </div>
      <p className="lg-lottery-wheel__chances" id={`${id}-c`}>
        {(asking
          ? kit.say("widgets.wheel.asking")
          : open
            ? chancesWords(kit, props)
            : kit.say(`widgets.phase.${kit.facts.phase}`)) || "\u00a0"}
      </p>
    </section>
  );
}
