import { readFileSync } from "node:fs";
import type { Terms } from "@largesse/contracts/documents";
import { describe, expect, it } from "vitest";
import { type ActivityDocument, factsOf } from "../src";

const read = (kind: string) => {
  const file = new URL(`../../../../schemas/examples/valid/${kind}.v1/autumn-wheel.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
};
const document: ActivityDocument = read("activity");
const terms: Terms = read("terms");
const facts = factsOf(document, terms, { slug: "mid-autumn", phase: "running", locale: "en" });

describe("what a page may know", () => {
  it("names the prizes of a play with what they are worth", () => {
    const [first] = facts.plays.wheel?.prizes ?? [];
    expect(first).toMatchObject({ id: "lounge", wins: true, value: { minor: 26000, currency: "CNY" } });
  });
  it("knows which outcome wins nothing", () => {
    expect(facts.plays.wheel?.prizes.find((prize) => !prize.wins)?.id).toBe("none");
  });
  it("tells of each outcome its odds and number as the terms have them", () => {
    const told = facts.plays.wheel?.prizes.map(({ id, ppm, total }) => [id, ppm, total]);
    expect(told).toEqual([
      ["lounge", 80_000, 200],
      ["tea", 200_000, 500],
      ["none", 720_000, null],
    ]);
  });
  it("takes prizes from the terms alone, whatever the document says", () => {
    const [play, ...others] = terms.plays;
    const changed = {
      ...terms,
      plays: [{ ...play, outcomes: play?.outcomes.slice(0, 1) }, ...others],
    } as Terms;
    const told = factsOf(document, changed, { slug: "x", phase: "running", locale: "en" });
    expect(told.plays.wheel?.prizes.map(({ id }) => id)).toEqual(["lounge"]);
  });
  it("holds no cost, no batch and no audience rule", () => {
    const told = JSON.stringify(facts);
    for (const kept of ["unit_cost", "bat_", "tier_at_least", "cap_minor"]) {
      expect(told).not.toContain(kept);
    }
  });
  it("discloses in one language, in the order a client reads", () => {
    expect(facts.disclosure.map(({ field }) => field).slice(0, 4)).toEqual([
      "window",
      "organiser",
      "entry_rule",
      "prize_list",
    ]);
    expect(facts.disclosure.every(({ words }) => typeof words === "string")).toBe(true);
  });
  it("says what follows from the activity also where nobody wrote anything", () => {
    const bare = factsOf({ pages: [] }, terms, { slug: "x", phase: "running", locale: "zh-CN" });
    expect(bare.disclosure.map(({ field }) => field)).toEqual([
      "window",
      "entry_rule",
      "prize_list",
      "quantity",
      "odds",
      "draw_time",
      "draw_method",
    ]);
    expect(bare.disclosure.find(({ field }) => field === "draw_time")?.lines).toEqual(["即时开奖"]);
  });
  it("makes something of a draft that lacks nearly everything", () => {
    expect(factsOf({ pages: [] }, null, { slug: "x", phase: "preview", locale: "zh-CN" }).plays).toEqual({});
  });
});
