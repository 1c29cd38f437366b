import type { MiniGameProps } from "@largesse/contracts";
import { isOpen } from "@largesse/kernel";
import { useKit } from "@largesse/kit";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { leftWords, mayGo, tell, useStanding, whyNot } from "../standing/standing";

const TYPE = "mini-game";
/** A key that is held down, or two fingers at once, is one hit. */
const APART_MS = 60;

interface RoundProps {
  readonly id: string;
  readonly props: MiniGameProps;
  readonly seconds: number;
  readonly target: ReactNode;
}

/** A round on the phone: as many hits as one can in its seconds; the server checks whether they can be true. */
export function Round({ id, props, seconds, target }: RoundProps) {
  const kit = useKit();
  const { say, facts } = kit;
  const at = useStanding(TYPE, props.play);
  const [left, setLeft] = useState(0);
  const [hits, setHits] = useState(0);
  const [said, setSaid] = useState("");
  const last = useRef(0);
  const running = left > 0;
  const asked = at.of?.asks.find((one) => one.kind === "number");
  const send = async (score: number): Promise<void> => {
    const took = await at.take(asked ? { [asked.id]: [String(score)] } : {});
    setSaid(say(took ? "widgets.mini-game.counted" : "widgets.mini-game.refused", { score }));
    await tell(kit, props.play, took);
  };
  const end = useRef(send);
  end.current = send;
  const reached = useRef(0);
  reached.current = hits;
  const ran = useRef(false);
  useEffect(() => {
    if (ran.current && !running) void end.current(reached.current);
    ran.current = running;
    if (!running) return;
    const ticking = setInterval(() => setLeft((now) => now - 1), 1000);
    return () => clearInterval(ticking);
  }, [running]);
  const press = (): void => {
    if (kit.editing || at.busy) return;
    if (!running) {
      setHits(0);
      setSaid("");
      setLeft(seconds);
      return;
    }
    const now = performance.now();
    if (now - last.current < APART_MS) return;
    last.current = now;
    setHits((before) => before + 1);
  };
  const why = whyNot(kit, props.play, at);
  return (
    <section className="lg-mini-game lg-draw" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {kit.pick(props.title) || facts.plays[props.play]?.title}
      </h2>
      <div aria-hidden="true" className="lg-draw__picture" onClick={() => running && press()}>
        {target}
      </div>
      <button
        type="button"
        className="lg-button lg-mini-game__go"
        aria-busy={at.busy}
        aria-describedby={`${id}-c`}
        disabled={!running && (!isOpen(facts.phase) || at.of?.open === false || !mayGo(kit, props.play))}
        onClick={press}
      >
        {running
          ? say("widgets.mini-game.hits", { hits, left })
          : kit.pick(props.label) || say("widgets.mini-game.begin", { seconds })}
      </button>
      <p className="lg-draw__line" id={`${id}-c`} role="status">
        {running
          ? "\u00a0"
          : [said, why || leftWords(kit, props.play) || kit.pick(props.hint)].filter(Boolean).join(" · ") ||
            "\u00a0"}
      </p>
    </section>
  );
}
