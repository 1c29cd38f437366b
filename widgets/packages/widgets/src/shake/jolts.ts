/** Whether a phone is shaken or only carried: pure, over the last second of what it felt. */

export interface Felt {
  readonly at_ms: number;
  /** Acceleration with gravity, in m/s². */
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** From one sample to the next; walking and turning the phone in the hand stay below it. */
const JOLT = 18;
const JOLTS_MIN = 4;
const WITHIN_MS = 1000;

const far = (a: Felt, b: Felt): number => Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);

/** What is still of interest, and the newest. */
export const recent = (felt: readonly Felt[], newest: Felt): Felt[] => [
  ...felt.filter(({ at_ms }) => newest.at_ms - at_ms < WITHIN_MS),
  newest,
];

export function shaken(felt: readonly Felt[]): boolean {
  const jolts = felt.filter((one, at) => at > 0 && far(one, felt[at - 1] ?? one) >= JOLT);
  return jolts.length >= JOLTS_MIN;
}
