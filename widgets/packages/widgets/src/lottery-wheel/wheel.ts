/** The geometry of the wheel: pure, in a circle of radius 100 around nought. */
import { cut, graphemes, lengthOf, type Prize } from "@largesse/kernel";

const SEGMENTS_MIN = 6;

/**
 * Fill the wheel: every prize stands on it; few stand on it several times, so that it looks like a wheel. It says
 * nothing of odds. How many it can hold says the component's schema, and the check keeps it.
 */
export function segmentsOf(prizes: readonly Prize[]): Prize[] {
  if (prizes.length === 0) return [];
  const rounds = Math.max(1, Math.ceil(SEGMENTS_MIN / prizes.length));
  return Array.from({ length: rounds }, () => prizes).flat();
}

const at = (turn: number, radius: number): string => {
  const angle = turn * 2 * Math.PI;
  return `${(radius * Math.sin(angle)).toFixed(1)} ${(-radius * Math.cos(angle)).toFixed(1)}`;
};

/** One slice of a wheel of `count`, as an SVG path. */
export function slice(index: number, count: number): string {
  return `M0 0L${at(index / count, 92)}A92 92 0 0 1 ${at((index + 1) / count, 92)}Z`;
}

/** Which slice to stop at: the decided prize, else a slice that wins nothing; null when there is none to point to. */
export function stopAt(segments: readonly Prize[], prize: string | null): number | null {
  const exact = segments.findIndex((one) => one.id === prize);
  if (exact >= 0) return exact;
  const nothing = segments.findIndex((one) => !one.wins);
  return nothing >= 0 ? nothing : null;
}

/** Degrees to turn to from where the wheel stands: forward, whole rounds first, then to the middle of the slice. */
export function turnTo(from_deg: number, index: number, count: number): number {
  const rounds = Math.ceil(from_deg / 360) + 4;
  return rounds * 360 - (360 * (index + 0.5)) / count;
}

/** From so many slices on a label runs along the radius: across, there is no room left. */
const ALONG_FROM = 7;
const SIGNS_CHINESE = 5;
const SIGNS_OTHER = 10;

export const runsAlong = (count: number): boolean => count >= ALONG_FROM;

/** How many lines fit beside each other in one of `count` slices. */
function rowsOf(count: number): number {
  if (count > 12) return 1;
  return count > 9 ? 2 : 3;
}

function wrapped(label: string, most: number, chinese: boolean): string[] {
  const pieces = chinese
    ? graphemes(label)
    : label.split(" ").map((word, index) => (index ? ` ${word}` : word));
  const out: string[] = [""];
  for (const piece of pieces) {
    const last = out[out.length - 1] ?? "";
    if (last && lengthOf(last + piece) > most) out.push(piece.trimStart());
    else out[out.length - 1] = last + piece;
  }
  return out;
}

/** A label in lines that fit one of `count` slices: five signs a line in Chinese, whole words else. */
export function lines(label: string, count: number): string[] {
  const chinese = /\p{sc=Han}/u.test(label);
  const [most, rows] = [chinese ? SIGNS_CHINESE : SIGNS_OTHER, rowsOf(count)];
  const all = wrapped(label, most, chinese);
  const last = (line: string): string => (lengthOf(line) < most ? `${line}…` : cut(`${line}…`, most));
  return all
    .slice(0, rows)
    .map((line, at) => (at === rows - 1 && all.length > rows ? last(line) : cut(line, most)));
}

/** Where line `row` of `of` stands in a slice whose middle points up; in degrees and units of the wheel. */
export function placeOf(row: number, of: number, along: boolean): string {
  if (!along) return `translate(0 ${row * 12 - 70})`;
  return `translate(${((of - 1) / 2 - row) * 10 - 3} -65) rotate(90)`;
}
