/** The shapes that the activities room stores for an approver: what to know first, and what changed. */
import type { Finding } from "@largesse/studio/ports";
import type { Localized } from "../../../copy";

export interface Summary {
  activity: string;
  hash: string;
  currency: string;
  budget_cap_minor: number;
  budget_left_minor: number | null;
  stock_cost_minor: number | null;
  worst_case_minor: number;
  top_prize_minor: number;
  goal: { metric: string; target: number };
  window: { start: string; end: string };
  odds: Array<{ play: string; item: string; title: Localized; ppm: number }>;
  warnings: Finding[];
}

interface Changed<V> {
  before: V | null;
  after: V | null;
}

export interface Difference {
  base: string | null;
  odds: Array<Changed<number> & { play: string; item: string; title: Localized }>;
  stock: Array<Changed<number> & { play: string; item: string; title: Localized }>;
  rights: Array<
    Changed<{ unit_cost_minor: number; market_value_minor: number; currency: string }> & {
      ref: string;
      title: Localized;
    }
  >;
  plays: Array<Changed<unknown> & { play: string; title: Localized; part: string }>;
  disclosure: Array<Changed<Localized> & { part: string }>;
  parts: Array<Changed<unknown> & { part: string }>;
  pages: {
    added: Array<{ id: string; type: string }>;
    removed: Array<{ id: string; type: string }>;
    changed: Array<{ id: string; type: string }>;
    moved: boolean;
  };
}
