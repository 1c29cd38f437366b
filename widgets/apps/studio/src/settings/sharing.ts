/** How a play comes to be one with friends, and stops being one. */
import type { ActivityDocument, Play } from "@largesse/contracts/documents";
import { having } from "../parts/having";
import { firstTrigger, HELPED, JOINED, peerAct } from "../triggers";
import { free } from "./names";

const WINDOW_HOURS = 72;
const FRIENDS_AT_FIRST = 3;
const TEAM = "team";

/** The act of a friend that a play counts. */
export const actOf = (play: Play): string => ("event" in play.on ? play.on.event : HELPED);

export const ACTS = [HELPED, JOINED] as const;

/** The play shared with friends, or not any more. */
export function amongFriends(play: Play, shared: boolean): Play {
  if (!shared) return { ...having(play, "share", undefined), on: firstTrigger() };
  return { ...play, on: peerAct(actOf(play)), share: play.share ?? { window_hours: WINDOW_HOURS } };
}

/** The same counting another act of friends. */
export const countingAct = (play: Play, act: string): Play => ({ ...play, on: peerAct(act) });

/** Let friends add to what a team has together, which the play then pays by; the state is made for it. */
export function beginAdding(document: ActivityDocument, at: number): void {
  const play = document.plays[at];
  if (!play) return;
  const known = document.states.find(({ scope }) => scope === TEAM);
  const state =
    known?.id ??
    free(
      document.states.map(({ id }) => id),
      TEAM,
    );
  if (!known) document.states.push({ id: state, kind: "sum", scope: TEAM, reset: "never" });
  const shared = amongFriends(play, true);
  const amounts = Array.from({ length: FRIENDS_AT_FIRST }, () => 1);
  shared.share = { window_hours: WINDOW_HOURS, ...shared.share, adds: { state, amounts } };
  if ("state" in shared.decide) shared.decide = { ...shared.decide, state };
  document.plays[at] = shared;
}
