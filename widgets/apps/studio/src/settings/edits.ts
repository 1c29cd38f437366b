/** Pure arithmetic and edits of the settings forms. */
import type { ActivityDocument, Effect, Expression, Play } from "@largesse/contracts/documents";
import { allOutcomesOf, grantsOf, instantIn, type Outcome, shownIn } from "@largesse/kernel";
import { operatorBy, placedIn } from "../operators";
import type { StockedBatch } from "../ports";
import { firstTrigger } from "../triggers";
import { free } from "./names";
import { amongFriends } from "./sharing";

/** A play that the operator of this name decides, with all that it needs to be valid. */
export function newPlay(document: ActivityDocument, op: string): Play {
  const operator = operatorBy(op);
  const title = { "zh-CN": "新玩法", en: "New play" };
  const asks = operator.asks?.({}) ?? [];
  const play = { title, ...(asks.length ? { asks } : {}) };
  const begun: Play = {
    id: free(
      document.plays.map((one) => one.id),
      "play-",
    ),
    on: firstTrigger(),
    ...(operator.bounded
      ? { cost: { kind: "none" } }
      : { cost: { kind: "chance", units: 1 }, chances: { period: "day", units: 1, carry_over: false } }),
    ...play,
    decide: operator.begin({ outcomes: [], fallback: undefined, play, document }),
    effects: [],
    limits: [],
  };
  return operator.friends ? amongFriends(begun, true) : begun;
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

/** How often each effect of a play can come: with its outcome's stock; null where nothing bounds it. */
function* given(play: Play): Generator<{ effects: Effect[]; stock: number | null }> {
  const placed = placedIn(play.decide);
  const fallback = allOutcomesOf(play.decide).filter((one) => !placed.some(({ id }) => id === one.id));
  const all: Outcome[] = [...placed, ...fallback];
  for (const { effects, stock } of all) yield { effects, stock: stock ?? null };
  yield { effects: [...(play.effects ?? []), ...(play.else ?? [])], stock: null };
}

/** The most that all plays can cost: stock times unit cost, cut by the budget's cap. */
export function costOf(document: ActivityDocument, freeOf: (batch: string) => number | null): Cost {
  const rights = new Map(document.rights.map((right) => [right.ref, right]));
  let bound: number | null = 0;
  for (const { effects, stock } of document.plays.flatMap((play) => [...given(play)])) {
    for (const granted of grantsOf(effects)) {
      const right = rights.get(granted.right);
      const free = right ? freeOf(right.batch) : null;
      const cost = right && (stock !== null ? stock * granted.units : free);
      if (!right || cost === null || cost === undefined) bound = null;
      else if (bound !== null) bound += cost * right.unit_cost_minor;
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
