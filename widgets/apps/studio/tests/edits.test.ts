import type { ActivityDocument, DecideWeightedItem } from "@largesse/contracts/documents";
import { percentOf } from "@largesse/kernel";
import { describe, expect, test } from "vitest";
import example from "../../../../schemas/examples/valid/activity.v1/autumn-wheel.json";
import { balance, sumPpm, WHOLE_PPM } from "../src/operators/odds";
import { costOf, newPlay, refFor, rightFrom } from "../src/settings/edits";

const wheel = (): ActivityDocument => structuredClone(example) as unknown as ActivityDocument;

function items(document: ActivityDocument): DecideWeightedItem[] {
  const decide = document.plays[0]?.decide;
  if (decide?.op !== "weighted") throw new Error("the example's play is weighted");
  return decide.items;
}

describe("a right", () => {
  test("is called as its SKU is, on the page and in the text that is made from it", () => {
    const batch = {
      id: "bat_1",
      code: "tea-2026-autumn-2",
      title: { "zh-CN": "茶礼 2026 秋 第二批（分行）" },
      skuTitle: { "zh-CN": "明前龙井礼盒", en: "Spring tea" },
      category: "gift" as const,
      free: 1,
      total: 1,
      unitCostMinor: 100,
      marketValueMinor: 19_900,
      currency: "CNY",
      state: "active",
      validity: "自发放起 30 天",
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: "2027-01-01T00:00:00Z",
    };
    expect(rightFrom(batch, "right-9").title["zh-CN"]).toBe("明前龙井礼盒");
  });
});

describe("the odds", () => {
  test("are shown as the chance they are", () => {
    expect([80_000, 1, 333_333, WHOLE_PPM].map(percentOf)).toEqual(["8%", "0.0001%", "33.3333%", "100%"]);
  });

  test("make a million again when the rest goes to one item, both when short and when over", () => {
    const short = items(wheel()).map((item, at) => (at === 0 ? { ...item, ppm: 50_000 } : item));
    const over = items(wheel()).map((item, at) => (at === 0 ? { ...item, ppm: 90_000 } : item));
    expect(sumPpm(balance(short, 2))).toBe(WHOLE_PPM);
    expect(sumPpm(balance(over, 2))).toBe(WHOLE_PPM);
  });

  test("of an item never become negative: what cannot be balanced stays visible as too much", () => {
    const over = items(wheel()).map((item) => ({ ...item, ppm: 900_000 }));
    expect(balance(over, 2)[2]?.ppm).toBe(0);
    expect(sumPpm(balance(over, 2))).toBeGreaterThan(WHOLE_PPM);
  });
});

describe("the worst-case cost", () => {
  test("is every limited prize given at its cost", () => {
    expect(costOf(wheel(), () => 1_000_000).worstMinor).toBe(200 * 16_800 + 500 * 9_900);
  });

  test("is never more than the budget's cap", () => {
    const document = wheel();
    document.budget.cap_minor = 100_00;
    expect(costOf(document, () => 10).worstMinor).toBe(100_00);
  });

  test("is the cap where nothing bounds a prize's stock", () => {
    const document = wheel();
    for (const item of items(document)) delete item.stock;
    const cost = costOf(document, () => null);
    expect(cost.boundMinor).toBeNull();
    expect(cost.worstMinor).toBe(document.budget.cap_minor);
  });
});

describe("new parts", () => {
  test("have names that the document does not use yet", () => {
    const document = wheel();
    document.plays.push(newPlay(document, "weighted"), newPlay(document, "weighted"));
    document.plays[2] = newPlay({ ...document, plays: document.plays.slice(0, 2) }, "weighted");
    expect(new Set(document.plays.map((play) => play.id)).size).toBe(3);
    expect(document.rights.map((right) => right.ref)).not.toContain(refFor(document));
  });

  test("begin lawful: a fresh play's odds make a million", () => {
    const { decide } = newPlay(wheel(), "weighted");
    expect(decide.op === "weighted" && sumPpm(decide.items)).toBe(WHOLE_PPM);
  });
});
