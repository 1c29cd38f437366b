/**
 * The outcomes of a play, read without knowing its operator: what stands in `decide` with an id and effects, and what
 * a part of it, as a step or a piece, holds as its `outcome`.
 */

import type { PlayOutcome } from "@largesse/contracts/documents";

/** An outcome; `ppm` where chance decides. */
export type Outcome = PlayOutcome & { readonly ppm?: number };

const FALLBACK = "fallback";
const isOutcome = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "id" in value && "effects" in value;
const heldBy = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "outcome" in value ? value.outcome : value;

function of(decide: object | undefined, wanted: (field: string) => boolean): Outcome[] {
  return Object.entries(decide ?? {})
    .filter(([field]) => wanted(field))
    .flatMap(([, value]) => value)
    .map(heldBy)
    .filter(isOutcome) as Outcome[];
}

/** What an attempt can meet, in the document's order; not what takes an exhausted outcome's place. */
export const outcomesOf = (decide: object | undefined): Outcome[] =>
  of(decide, (field) => field !== FALLBACK);

/** Everything that can be given, the fallback last. */
export const allOutcomesOf = (decide: object | undefined): Outcome[] => [
  ...outcomesOf(decide),
  ...of(decide, (field) => field === FALLBACK),
];
