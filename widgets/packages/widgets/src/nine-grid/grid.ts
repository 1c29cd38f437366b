/** The eight places around the button: what stands where, where to rest, and when the light moves on; pure. */
import type { Prize } from "@largesse/kernel";

export const PLACES = 8;

/**
 * What stands around the ring, clockwise from the top left corner. Every outcome stands there, each as often as any
 * other, spread evenly; places that are left over hold nothing. It says nothing of odds. More than eight are refused
 * when the page is checked.
 */
export function placesOf(outcomes: readonly Prize[]): readonly (Prize | null)[] {
  const shown = outcomes.slice(0, PLACES);
  const places: (Prize | null)[] = Array(PLACES).fill(null);
  const filled = shown.length * Math.floor(PLACES / (shown.length || 1));
  for (let at = 0; at < filled; at++)
    places[Math.floor((at * PLACES) / filled)] = shown[at % shown.length] ?? null;
  return places;
}

/** Where the light rests: on the decided prize, else on a place that wins nothing; null where each would promise one. */
export function restOf(places: readonly (Prize | null)[], prize: string | null): number | null {
  const exact = places.findIndex((one) => one?.id === prize);
  const at = exact >= 0 ? exact : places.findIndex((one) => !one?.wins);
  return at >= 0 ? at : null;
}

/** When the light moves, in milliseconds from the start: fast, then ever slower, the last time before `within_ms`. */
export function beats(from: number, to: number, within_ms: number): number[] {
  const steps = PLACES * 2 + ((((to - from) % PLACES) + PLACES) % PLACES);
  return Array.from({ length: steps }, (_, at) => Math.round(within_ms * ((at + 1) / steps) ** 2));
}
