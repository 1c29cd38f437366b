/** Whether a batch can be given from now, and if not, why. */
import type { StockedBatch } from "../ports";

export type Standing = "given" | "paused" | "unsigned" | "over" | "ended" | "soon" | "empty";

const UNSIGNED = new Set(["draft", "pending_approval"]);

export function standingOf({ state, startsAt, endsAt, free }: StockedBatch, now: number): Standing {
  if (UNSIGNED.has(state)) return "unsigned";
  if (state === "paused") return "paused";
  if (state !== "active") return "over";
  if (Date.parse(endsAt) <= now) return "ended";
  if (free === 0) return "empty";
  return Date.parse(startsAt) > now ? "soon" : "given";
}

/** Choosing it anew would give nothing; one that begins later may be chosen now. */
export const closed = (standing: Standing): boolean => standing !== "given" && standing !== "soon";
