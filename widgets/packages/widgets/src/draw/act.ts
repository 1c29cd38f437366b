/**
 * One attempt as its component shows it: pure.
 *
 * Words      asking: the server is asked; landing: its answer is known and the picture goes to it; settling: nothing
 *            was played, or the picture has no place for what was, and it comes to rest where it stood
 * Invariant  what was decided is the server's; a picture only lands on it
 */
import type { Played } from "@largesse/kit";

export type Motion = "rest" | "asking" | "landing" | "settling";

export interface Act {
  readonly motion: Motion;
  /** The server is being asked, whether the picture moves meanwhile or not. */
  readonly asking: boolean;
  /** What was decided, from when it is known until the next attempt. */
  readonly played: Played | null;
  /** What the client pointed at, counted from nought: shown, and of no effect. */
  readonly pick: number;
}

export type Told =
  | { readonly does: "ask"; readonly pick: number; readonly moves: boolean }
  | { readonly does: "decide"; readonly played: Played; readonly still: boolean }
  | { readonly does: "lose" }
  | { readonly does: "end" };

export const AT_REST: Act = { motion: "rest", asking: false, played: null, pick: 0 };

const settled = ({ motion }: Act): Motion => (motion === "asking" ? "settling" : "rest");

/** How an attempt goes on when something is told of it. */
export function step(act: Act, told: Told): Act {
  if (told.does === "ask")
    return { motion: told.moves ? "asking" : "rest", asking: true, played: null, pick: told.pick };
  if (told.does === "decide")
    return {
      ...act,
      asking: false,
      played: told.played,
      motion: told.still ? settled(act) : "landing",
    };
  return { ...act, asking: false, motion: told.does === "lose" ? settled(act) : "rest" };
}
