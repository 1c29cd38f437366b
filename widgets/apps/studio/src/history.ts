/**
 * What was done to a draft, and back: one history with a side for the page and one for the settings.
 *
 * Invariant  a step back on one side never changes the other: nobody takes back what is not on the screen.
 */
import type { ActivityDocument } from "@largesse/contracts/documents";

const STEPS_MAX = 100;

export type Side = "page" | "settings";
/** What the steps of one hand have in common: the field that is being typed in. Null is a step of its own. */
export type Hand = object | null;

interface Trail {
  past: readonly ActivityDocument[];
  future: readonly ActivityDocument[];
  hand: Hand;
}

export interface History {
  document: ActivityDocument;
  trails: Readonly<Record<Side, Trail>>;
  /** Grows when the page was changed from outside the canvas, which then shows it anew. */
  edition: number;
}

const SIDES: readonly Side[] = ["page", "settings"];
const UNTOUCHED: Trail = { past: [], future: [], hand: null };

/** The same value gives the same text, whatever order its keys came in. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const sideOf = (document: ActivityDocument, side: Side): unknown =>
  side === "page" ? document.pages : { ...document, pages: null };

/** One side of `from`, the other of `document`. */
const mixed = (document: ActivityDocument, from: ActivityDocument, side: Side): ActivityDocument =>
  side === "page" ? { ...document, pages: from.pages } : { ...from, pages: document.pages };

export const begun = (document: ActivityDocument): History => ({
  document,
  trails: { page: UNTOUCHED, settings: UNTOUCHED },
  edition: 0,
});

const shared = (one: object, other: object): boolean =>
  Object.entries({ ...one, ...other }).every(
    ([name, value]) => name === "pages" || value === (one as Record<string, unknown>)[name],
  );

const differs = (one: ActivityDocument, other: ActivityDocument, side: Side): boolean => {
  if (side === "settings" && shared(one, other)) return false;
  const [a, b] = [sideOf(one, side), sideOf(other, side)];
  return a !== b && canonical(a) !== canonical(b);
};

function walked(trail: Trail, before: ActivityDocument, hand: Hand): Trail {
  if (hand !== null && hand === trail.hand) return { ...trail, future: [] };
  return { past: [...trail.past, before].slice(-STEPS_MAX), future: [], hand };
}

/** The document as it is next: a step on every side that it changes; steps of one hand are one. */
export function commit(history: History, next: ActivityDocument, hand: Hand = null): History {
  const trails = { ...history.trails };
  for (const side of SIDES)
    if (differs(history.document, next, side))
      trails[side] = walked(history.trails[side], history.document, hand);
  const same = SIDES.every((side) => trails[side] === history.trails[side]);
  return same ? history : { ...history, document: next, trails };
}

/** The same, told by somebody other than the canvas. */
export function commitFromOutside(history: History, next: ActivityDocument): History {
  const after = commit(history, next);
  return { ...after, edition: history.edition + 1 };
}

/** One step back or forward on a side; the very same history where there is none. */
export function step(history: History, side: Side, from: "past" | "future"): History {
  const trail = history.trails[side];
  const target = trail[from].at(-1);
  if (!target) return history;
  const to = from === "past" ? "future" : "past";
  const stepped = {
    ...trail,
    [from]: trail[from].slice(0, -1),
    [to]: [...trail[to], history.document],
    hand: null,
  };
  return {
    document: mixed(history.document, target, side),
    trails: { ...history.trails, [side]: stepped },
    edition: history.edition + (side === "page" ? 1 : 0),
  };
}
