/** The arithmetic of chance: parts per million that make a million. */
import type { DecideWeightedItem } from "@largesse/contracts/documents";
import { free } from "../settings/names";

export const WHOLE_PPM = 1_000_000;

export const percentOf = (ppm: number): string => `${(ppm / 10_000).toFixed(4).replace(/\.?0+$/, "")}%`;

export const sumPpm = (items: DecideWeightedItem[]): number => items.reduce((sum, item) => sum + item.ppm, 0);

/** Put what is missing to a million, or too much, on one item. */
export function balance(items: DecideWeightedItem[], onto: number): DecideWeightedItem[] {
  const rest = WHOLE_PPM - sumPpm(items);
  return items.map((item, at) => (at === onto ? { ...item, ppm: Math.max(0, item.ppm + rest) } : item));
}

export function newItem(items: DecideWeightedItem[]): DecideWeightedItem {
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
