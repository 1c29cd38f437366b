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

/** A label in lines that fit a slice: five signs a line in Chinese, whole words else; at most two lines. */
export function lines(label: string): string[] {
  const chinese = /[\u3400-\u9fff]/.test(label);
  const most = chinese ? 5 : 11;
  const pieces = chinese ? [...label] : label.split(" ").map((word, index) => (index ? ` ${word}` : word));
  const out: string[] = [""];
  for (const piece of pieces) {
    const last = out[out.length - 1] ?? "";
    if (last && last.length + piece.length > most) out.push(piece.trimStart());
    else out[out.length - 1] = last + piece;
  }
  return out.length > 2 ? [out[0] ?? "", `${(out[1] ?? "").slice(0, most - 1)}…`] : out;
}
