/**
 * The server's clock on this phone: what it said last, and what has passed since by a clock that nobody sets.
 *
 * Invariant  the phone's own date is never believed once the server has spoken
 */
import type { Phase } from "@largesse/kernel";

export interface Times {
  readonly state: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

const PHASES: Readonly<Record<string, Phase>> = {
  scheduled: "soon",
  running: "running",
  paused: "paused",
  halted: "halted",
};
const LOOK_MAX_MS = 3_600_000;
const LATE_MS = 2000;

/** A steady clock that stood still for longer (the phone slept) has lost its way. */
const SLEPT_MS = 2000;

/** The phone's own date less its steady clock: both go alike while nobody sets the one and the other never sleeps. */
const apart = (): number => Date.now() - performance.now();

let ahead_ms: number | null = null;
/** Of the moment of the last ask: an answer that came after a sleep tells the time from before it. */
let apart_ms = apart();

/** Take the server's word for what time it is, or was `at_ms` by the steady clock. */
export function hear(now: string | number, at_ms = performance.now()): void {
  ahead_ms = +new Date(now) - at_ms || ahead_ms;
}

/** Take the time that came with the page itself; a page out of the phone's own store tells an old one. */
export function hearPage(): void {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const said = page?.transferSize && page.serverTiming?.[0];
  if (said) hear(said.duration, page.responseStart);
}

/** Before the server is asked again: what it was asked before the phone slept counts no more. */
export function comeBack(): void {
  if (Math.abs(apart() - apart_ms) > SLEPT_MS) ahead_ms = null;
  apart_ms = apart();
}

/** The time in milliseconds, as the server reckons it; null until it was heard. */
export const heard = (): number | null => (ahead_ms === null ? null : ahead_ms + performance.now());

/** The time in milliseconds; the phone's own until the server's was heard. */
export const clock = (): number => heard() ?? Date.now();

/** How far an activity is, as the server's own pages say it; the clock ends it before anybody does. */
export function phaseOf({ state, endsAt }: Times, now: number): Phase {
  const phase = PHASES[state] ?? "ended";
  return (phase === "running" || phase === "paused") && Date.parse(endsAt) <= now ? "ended" : phase;
}

/**
 * In how many milliseconds the activity may be another; null: never by the clock.
 * Phones that wait for the same start do not all ask in the same moment: `spread` is 0 up to 1.
 */
export function nextTurn(times: Times, now: number, spread: number): number | null {
  const phase = phaseOf(times, now);
  if (phase === "ended" || phase === "halted") return null;
  const left_ms = Date.parse(phase === "soon" ? times.startsAt : times.endsAt) - now;
  const soonest_ms = left_ms > 0 ? left_ms + LATE_MS / 10 : LATE_MS;
  return Math.min(LOOK_MAX_MS, soonest_ms + LATE_MS * spread);
}
