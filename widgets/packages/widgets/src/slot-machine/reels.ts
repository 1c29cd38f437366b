/** What stands in the three windows: pure. */
import type { Prize } from "@largesse/kernel";

/** null: a face that stands for no prize. */
export type Face = Pick<Prize, "id" | "title" | "category"> | null;

export const REELS = [0, 1, 2] as const;
/** How many faces a reel shows while it turns; which prizes they are of says nothing of odds. */
const FACES_MAX = 6;

/** The faces that pass by on a reel, each reel beginning with another. */
export function passing(prizes: readonly Prize[], reel: number): Face[] {
  const faces: Face[] = [...prizes.filter((one) => one.wins).slice(0, FACES_MAX - 1), null];
  return Array.from({ length: FACES_MAX }, (_, at) => faces[(at + reel) % faces.length] ?? null);
}

/** Where the reels rest: three alike for what was won; never three alike, and not two beside each other, else. */
export function resting(prizes: readonly Prize[], won: Face): Face[] {
  if (won) return [won, won, won];
  const [first = null, second = first] = prizes.filter((one) => one.wins);
  return [first, null, second];
}
