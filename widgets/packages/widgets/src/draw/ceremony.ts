/**
 * The ceremony of one attempt. It sets off with the press, however slow the net is, lands on what the server decided
 * once that is known, and comes to rest where it stood when nothing was played; a second press ends it at once.
 */
import { type Kit, type Played, wantsStillness } from "@largesse/kit";
import { useEffect, useReducer, useRef } from "react";
import { type Act, AT_REST, step } from "./act";

/** How long a picture takes to land; shown and skipped in less than 2.5 s. */
export const LANDING_MS = 2200;
const SETTLING_MS = 700;

export interface Way {
  /** How long it lands, in milliseconds; null: until the client ends it. */
  readonly lands_ms?: number | null;
  /** What is pointed at before anybody has pointed. */
  readonly first?: number;
  /** Whether the picture has a place for what was decided; without one it settles. */
  readonly holds?: (played: Played) => boolean;
  /** Tells the result in place of the page's sheet. */
  readonly tells?: (played: Played) => Promise<void>;
}

/** Take part, or end the ceremony that is under way; the number is what the client pointed at. */
export type Press = (pick?: number) => Promise<void>;

export interface Ceremony {
  readonly act: Act;
  readonly press: Press;
}

export function useCeremony(kit: Kit, play: string, way: Way): Ceremony {
  const { lands_ms = LANDING_MS, first = 0, holds, tells = kit.finish } = way;
  const [act, tell] = useReducer(step, { ...AT_REST, pick: first });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const landing = useRef<Played | null>(null);
  const busy = useRef(false);
  const finish = useRef(tells);
  finish.current = tells;
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (after_ms: number, then: () => void): void => {
    timer.current = setTimeout(then, after_ms);
  };
  /** Until the result is shown no press counts: whoever taps twice to skip does not take part again. */
  const shown = async (played: Played): Promise<void> => {
    landing.current = null;
    busy.current = true;
    await finish.current(played).finally(() => {
      busy.current = false;
    });
  };
  const end = (played: Played): Promise<void> => {
    clearTimeout(timer.current);
    tell({ does: "end" });
    return shown(played);
  };
  const decide = (played: Played): Promise<void> | undefined => {
    const still = wantsStillness() || holds?.(played) === false;
    tell({ does: "decide", played, still });
    if (still) return shown(played);
    landing.current = played;
    if (lands_ms !== null) later(lands_ms, () => void end(played));
    return undefined;
  };
  const press: Press = async (pick = first) => {
    if (kit.editing || busy.current) return;
    clearTimeout(timer.current);
    if (landing.current) return end(landing.current);
    busy.current = true;
    tell({ does: "ask", pick, moves: kit.live.who === "client" && !wantsStillness() });
    const played = await kit.play(play);
    busy.current = false;
    if (played) return decide(played);
    tell({ does: "lose" });
    later(SETTLING_MS, () => tell({ does: "end" }));
  };
  return { act, press };
}
