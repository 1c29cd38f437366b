/** States of the activity: what each kind is moved by, and what follows when one is renamed or becomes another kind. */
import type { ActivityDocument, ActivityDocumentState } from "@largesse/contracts/documents";
import { free } from "./names";

export type Kind = ActivityDocumentState["kind"];

/** What an effect says when it moves a state: an amount, the name of a member, or nothing. */
export const KINDS: Readonly<Record<Kind, { by: "amount" | "member" | "nothing" }>> = {
  counter: { by: "amount" },
  sum: { by: "amount" },
  max: { by: "amount" },
  latest: { by: "amount" },
  set: { by: "member" },
  streak: { by: "nothing" },
};
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** Whose a state is, as taking part serves it. */
export const SCOPES = ["client", "household", "tier", "activity", "team"] as const;

/** Resets that taking part serves. */
export const RESETS = ["never", "day", "week", "month", "cycle"] as const;

/** Days of a cycle that nobody has chosen yet. */
const CYCLE_DAYS = 7;

/** Let a state begin again otherwise; a cycle has a length, nothing else has. */
export function beginAgain(state: ActivityDocumentState, reset: ActivityDocumentState["reset"]): void {
  state.reset = reset;
  if (reset === "cycle") state.days ??= CYCLE_DAYS;
  else delete state.days;
}

const FACT = "state.";
export const factOf = (id: string): string => FACT + id;
export const isOfState = (fact: string): boolean => fact.startsWith(FACT);

/** A name of a state: it is also a fact's, which has neither capitals nor hyphens. */
export const NAME = /^[a-z][a-z0-9]{0,39}$/;

/** A further state, its name one that the document does not have. */
export function newState({ states }: ActivityDocument, kind: string): ActivityDocumentState {
  const id = free(
    states.map((state) => state.id),
    kind,
  );
  return { id, kind: kind as Kind, scope: "client", reset: "never" };
}

/** What moves a state of this kind, kept where it fits. */
export function movedBy(kind: Kind, by: number | string): number | string {
  if (KINDS[kind].by === "member") return typeof by === "string" && by ? by : "member";
  return Number.isInteger(by) ? by : 1;
}

interface Part {
  state?: unknown;
  fact?: unknown;
  by?: number | string;
}

/** Every object of a document. */
function* parts(value: unknown): Generator<Part> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Part;
  for (const inner of Object.values(value)) yield* parts(inner);
}

/** Whether anything but the state itself names it. */
export function isUsed(document: ActivityDocument, id: string): boolean {
  for (const part of parts({ plays: document.plays, pages: document.pages }))
    if (part.state === id || part.fact === factOf(id)) return true;
  return false;
}

/** Give a state another name, wherever it is named. */
export function rename(document: ActivityDocument, at: number, id: string): void {
  const state = document.states[at];
  if (!state) return;
  for (const part of parts({ plays: document.plays, pages: document.pages })) {
    if (part.state === state.id) part.state = id;
    if (part.fact === factOf(state.id)) part.fact = factOf(id);
  }
  state.id = id;
}

/** Make a state one of another kind; what moves it is made to fit. */
export function become(document: ActivityDocument, at: number, kind: Kind): void {
  const state = document.states[at];
  if (!state) return;
  state.kind = kind;
  for (const part of parts(document.plays))
    if (part.state === state.id && part.by !== undefined) part.by = movedBy(kind, part.by);
}
