/** An instant and the wall clock that shows it in a named zone, both ways. */

/** Read the wall clock of an IANA zone to the second: `2026-11-21 09:30:00`. */
export const clockIn = (at: number, zone: string): string =>
  new Date(at).toLocaleString("sv-SE", { timeZone: zone });

/** The same to the minute, as a field of date and time holds it: `2026-11-21T09:30`. */
export const shownIn = (at: number, zone: string): string =>
  clockIn(at, zone).slice(0, "2026-11-21T09:30".length).replace(" ", "T");

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function aheadIn(at: number, zone: string): number {
  const second = Math.floor(at / 1000) * 1000;
  return Date.parse(`${clockIn(second, zone).replace(" ", "T")}Z`) - second;
}

const two = (figure: number): string => String(figure).padStart(2, "0");

function offset(ahead: number): string {
  const minutes = Math.abs(ahead) / 60_000;
  return `${ahead < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * Find the instant at which the zone's wall clock shows `wall` (`2026-11-21T09:30`, seconds if wanted), written
 * with its offset. A time that the clock skips when it is put forward is moved by as much as the clock is.
 */
export function instantIn(wall: string, zone: string): string {
  const full = wall.length === "2026-11-21T09:30".length ? `${wall}:00` : wall;
  const read = Date.parse(`${full}Z`);
  const ahead = aheadIn(read - aheadIn(read, zone), zone);
  return `${full}${offset(ahead)}`;
}
