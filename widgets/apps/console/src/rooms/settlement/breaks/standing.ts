/** Why a batch lists no differences: nothing compared yet, nothing to compare, void, or both sides agree. */
import type { SettlementBatchShown } from "../../../api/documents_gen";

type Batch = Pick<SettlementBatchShown, "state" | "uncompared" | "matchCount" | "lines" | "items">;

/** The family of copy keys that says it: a title, and what to do next under `.teach`. */
export function whyNone({ state, uncompared, matchCount, lines, items }: Batch): string {
  if (state === "void") return "breaks.void";
  if (uncompared > 0) return "breaks.unmatched";
  const anything = matchCount > 0 || lines.total.amountMinor !== 0 || items.total.amountMinor !== 0;
  return anything ? "breaks.empty" : "breaks.nothing";
}
