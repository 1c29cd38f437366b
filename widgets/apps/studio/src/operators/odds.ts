/** The arithmetic of chance: parts per million that make a million. */
import { replaced } from "../parts/having";

export const WHOLE_PPM = 1_000_000;

interface Weighed {
  ppm: number;
}

export const sumPpm = (items: readonly Weighed[]): number => items.reduce((sum, item) => sum + item.ppm, 0);

/** Put what is missing to a million, or too much, on one item. */
export function balance<T extends Weighed>(items: readonly T[], onto: number): T[] {
  const rest = WHOLE_PPM - sumPpm(items);
  return items.map((item, at) => (at === onto ? { ...item, ppm: Math.max(0, item.ppm + rest) } : item));
}

/** Split by largest remainder: the shares add up exactly, ties go to the earlier one; without weights all are alike. */
export function allocate(whole: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, one) => sum + one, 0);
  if (total === 0)
    return weights.length
      ? allocate(
          whole,
          weights.map(() => 1),
        )
      : [];
  const shares = weights.map((weight) => Math.floor((whole * weight) / total));
  const rests = weights.map((weight, at) => ({ at, rest: (whole * weight) % total }));
  const short = whole - shares.reduce((sum, one) => sum + one, 0);
  rests.sort((one, other) => other.rest - one.rest || one.at - other.at);
  for (const { at } of rests.slice(0, short)) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}

/** The same items with shares that make a million, in the proportions that they had. */
export function whole<T extends Weighed>(items: readonly T[]): T[] {
  const shares = allocate(
    WHOLE_PPM,
    items.map((item) => item.ppm),
  );
  return items.map((item, at) => ({ ...item, ppm: shares[at] ?? 0 }));
}

/** One item gets another share, and the others split the rest in their proportions: all make a million. */
export function shifted<T extends Weighed>(items: readonly T[], place: number, ppm: number): T[] {
  const item = items[place];
  if (!item || items.length < 2) return whole(items);
  const own = Math.max(0, Math.min(WHOLE_PPM, Math.round(ppm)));
  const others = items.filter((_, at) => at !== place);
  const shares = allocate(
    WHOLE_PPM - own,
    others.map((other) => other.ppm),
  );
  const spread = others.map((other, at) => ({ ...other, ppm: shares[at] ?? 0 }));
  return replaced([...spread.slice(0, place), item, ...spread.slice(place)], place, { ...item, ppm: own });
}
