/** Pure arithmetic and edits of the settings forms. */
import type { ActivityDocument, Expression, Play } from "@largesse/contracts/documents";
import { allOutcomesOf, grantsOf, instantIn, shownIn } from "@largesse/kernel";
import { OPERATORS } from "../operators";
import type { StockedBatch } from "../ports";
import { firstTrigger } from "../triggers";
import { free } from "./names";

export function newPlay(document: ActivityDocument): Play {
  const title = { "zh-CN": "新玩法", en: "New play" };
  return {
    id: free(
      document.plays.map((play) => play.id),
      "play-",
    ),
    title,
    on: firstTrigger(),
    cost: { kind: "chance", units: 1 },
    chances: { period: "day", units: 1, carry_over: false },
    decide: OPERATORS[0].blank({ title }),
    effects: [],
    limits: [],
  };
}

export const refFor = (document: ActivityDocument): string =>
  free(
    document.rights.map((right) => right.ref),
    "right-",
  );

/** A right out of a batch. Its name is the SKU's: so clients read it in their own list, whatever staff call the batch. */
export const rightFrom = (batch: StockedBatch, ref: string): ActivityDocument["rights"][number] => ({
  ref,
  batch: batch.id,
  title: batch.skuTitle,
  category: batch.category,
  market_value_minor: batch.marketValueMinor,
  unit_cost_minor: batch.unitCostMinor,
  currency: batch.currency,
});

export interface Cost {
  worstMinor: number;
  capMinor: number;
  /** What the rights given out could cost if every prize's stock went. Null where no stock bounds it. */
  boundMinor: number | null;
}

/** The most that all plays can cost: stock times unit cost, cut by the budget's cap. */
export function costOf(document: ActivityDocument, freeOf: (batch: string) => number | null): Cost {
  const rights = new Map(document.rights.map((right) => [right.ref, right]));
  let bound: number | null = 0;
  for (const play of document.plays) {
    for (const outcome of allOutcomesOf(play.decide)) {
      for (const granted of grantsOf(outcome.effects)) {
        const right = rights.get(granted.right);
        const stock = outcome.stock ?? (right ? freeOf(right.batch) : null);
        if (!right || stock === null) bound = null;
        else if (bound !== null) bound += stock * right.unit_cost_minor * granted.units;
      }
    }
  }
  const capMinor = document.budget.cap_minor;
  return { boundMinor: bound, capMinor, worstMinor: bound === null ? capMinor : Math.min(bound, capMinor) };
}

type Window = ActivityDocument["window"];

/** The window in another zone: what the clock shows there stays, as people who plan a day mean it. */
export function moved(window: Window, zone: string): Window {
  const again = (at: string) => instantIn(shownIn(Date.parse(at), window.tz), zone);
  const { blackout } = window;
  return {
    start: again(window.start),
    end: again(window.end),
    tz: zone,
    ...(blackout ? { blackout: blackout.map(({ from, to }) => ({ from: again(from), to: again(to) })) } : {}),
  };
}

export const EVERYONE: Expression = { op: "always" };
