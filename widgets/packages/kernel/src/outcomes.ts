/** The outcomes of a play, read without knowing its operator: what stands in `decide` with an id and effects. */

import type { PlayOutcome } from "@largesse/contracts/documents";

/** An outcome; `ppm` where chance decides. */
export type Outcome = PlayOutcome & { readonly ppm?: number };

const FALLBACK = "fallback";
const isOutcome = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "id" in value && "effects" in value;

function of(decide: object | undefined, wanted: (field: string) => boolean): Outcome[] {
  return Object.entries(decide ?? {})
    .filter(([field]) => wanted(field))
    .flatMap(([, value]) => value)
    .filter(isOutcome);
}

/** What an attempt can meet, in the document's order; not what takes an exhausted outcome's place. */
export const outcomesOf = (decide: object | undefined): Outcome[] =>
  of(decide, (field) => field !== FALLBACK);

/** Everything that can be given, the fallback last. */
export const allOutcomesOf = (decide: object | undefined): Outcome[] => [
  ...outcomesOf(decide),
  ...of(decide, (field) => field === FALLBACK),
];
