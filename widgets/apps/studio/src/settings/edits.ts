/** Pure arithmetic and edits of the settings forms. */
import type { ActivityDocument, Expression, Play, PlayWeightedItem } from "@largesse/contracts/documents";

export const WHOLE_PPM = 1_000_000;

export const percentOf = (ppm: number): string => `${(ppm / 10_000).toFixed(4).replace(/\.?0+$/, "")}%`;

export const sumPpm = (items: PlayWeightedItem[]): number => items.reduce((sum, item) => sum + item.ppm, 0);

/** Put what is missing to a million, or too much, on one item. */
export function balance(items: PlayWeightedItem[], onto: number): PlayWeightedItem[] {
  const rest = WHOLE_PPM - sumPpm(items);
  return items.map((item, at) => (at === onto ? { ...item, ppm: Math.max(0, item.ppm + rest) } : item));
}

const free = (taken: string[], stem: string): string => {
  for (let number = 1; ; number += 1) if (!taken.includes(`${stem}${number}`)) return `${stem}${number}`;
};

export function newPlay(document: ActivityDocument): Play {
  return {
    id: free(
      document.plays.map((play) => play.id),
      "play-",
    ),
    title: { "zh-CN": "新玩法", en: "New play" },
    on: { kind: "user.act" },
    cost: { kind: "chance", units: 1 },
    chances: { period: "day", units: 1, carry_over: false },
    decide: {
      op: "weighted",
      items: [{ id: "none", title: { "zh-CN": "未中奖", en: "No prize" }, effects: [], ppm: WHOLE_PPM }],
      fallback: { id: "sold-out", title: { "zh-CN": "礼遇已赠完", en: "All gifts given" }, effects: [] },
    },
    effects: [],
    limits: [],
  };
}

export function newItem(items: PlayWeightedItem[]): PlayWeightedItem {
  return {
    id: free(
      items.map((item) => item.id),
      "prize-",
    ),
    title: { "zh-CN": "新奖项", en: "New prize" },
    effects: [],
    ppm: 0,
  };
}

export const refFor = (document: ActivityDocument): string =>
  free(
    document.rights.map((right) => right.ref),
    "right-",
  );

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
    const outcomes =
      play.decide.op === "weighted" ? [...play.decide.items, play.decide.fallback] : [play.decide.outcome];
    for (const outcome of outcomes) {
      for (const effect of outcome.effects) {
        if (effect.do !== "grant") continue;
        const right = rights.get(effect.right);
        const stock = outcome.stock ?? (right ? freeOf(right.batch) : null);
        if (!right || stock === null) bound = null;
        else if (bound !== null) bound += stock * right.unit_cost_minor * (effect.units ?? 1);
      }
    }
  }
  const capMinor = document.budget.cap_minor;
  return { boundMinor: bound, capMinor, worstMinor: bound === null ? capMinor : Math.min(bound, capMinor) };
}

export const EVERYONE: Expression = { op: "always" };

export const yuan = (amountMinor: number, locale: string): string =>
  (amountMinor / 100).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
