/** The geometry of the wheel: pure, in a circle of radius 100 around nought. */
import type { Prize } from "@largesse/kernel";

const SEGMENTS_MIN = 6;
const SEGMENTS_MAX = 12;

/** Fill the wheel: few prizes stand on it several times, so that it looks like a wheel. It says nothing of odds. */
export function segmentsOf(prizes: readonly Prize[]): Prize[] {
  const some = prizes.slice(0, SEGMENTS_MAX);
  if (some.length === 0) return [];
  const rounds = Math.max(1, Math.ceil(SEGMENTS_MIN / some.length));
  return Array.from({ length: rounds }, () => some).flat();
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
const rowsOf = (count: number): number => (count > 9 ? 2 : 3);

function wrapped(label: string, most: number, chinese: boolean): string[] {
  const pieces = chinese ? [...label] : label.split(" ").map((word, index) => (index ? ` ${word}` : word));
  const out: string[] = [""];
  for (const piece of pieces) {
    const last = out[out.length - 1] ?? "";
    if (last && last.length + piece.length > most) out.push(piece.trimStart());
    else out[out.length - 1] = last + piece;
  }
  return out;
}

/** A label in lines that fit one of `count` slices: five signs a line in Chinese, whole words else. */
export function lines(label: string, count: number): string[] {
  const chinese = /[\u3400-\u9fff]/.test(label);
  const [most, rows] = [chinese ? SIGNS_CHINESE : SIGNS_OTHER, rowsOf(count)];
  const all = wrapped(label, most, chinese);
  const goesOn = (line: string, at: number): boolean =>
    line.length > most || (at === rows - 1 && all.length > rows);
  return all
    .slice(0, rows)
    .map((line, at) => (goesOn(line, at) ? `${line.slice(0, most - 1).trimEnd()}…` : line));
}

/** Where line `row` of `of` stands in a slice whose middle points up; in degrees and units of the wheel. */
export function placeOf(row: number, of: number, along: boolean): string {
  if (!along) return `translate(0 ${row * 12 - 70})`;
  return `translate(${((of - 1) / 2 - row) * 10 - 3} -65) rotate(90)`;
}
