/** Places in rows, as seats have them: A1 to A12, then B1 to B12. */
import type { DecidePickPlace } from "@largesse/contracts/documents";

export const PLACES_MAX = 500;
export const ROWS_MAX = 26;
const A = "a".charCodeAt(0);

/** What there is already, then the places of so many rows that are not there yet. */
export function inRows(
  places: readonly DecidePickPlace[],
  { rows, each, n }: { rows: number; each: number; n: number },
): DecidePickPlace[] {
  const taken = new Set(places.map((place) => place.id));
  const made: DecidePickPlace[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let number = 1; number <= each; number += 1) {
      const id = `${String.fromCharCode(A + row)}${number}`;
      const title = { "zh-CN": id.toUpperCase() };
      if (!taken.has(id)) made.push(n === 1 ? { id, title } : { id, title, n });
    }
  return [...places, ...made].slice(0, PLACES_MAX);
}
