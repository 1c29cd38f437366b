import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ActivityDocument, factsOf } from "../src";

const file = new URL("../../../../schemas/examples/valid/activity.v1/autumn-wheel.json", import.meta.url);
const document = JSON.parse(readFileSync(file, "utf8")) as ActivityDocument;
const facts = factsOf(document, { slug: "mid-autumn", phase: "running", locale: "en" });

describe("what a page may know", () => {
  it("names the prizes of a play with what they are worth", () => {
    const [first] = facts.plays.wheel?.prizes ?? [];
    expect(first).toMatchObject({ id: "lounge", wins: true, value: { minor: 26000, currency: "CNY" } });
  });
  it("knows which outcome wins nothing", () => {
    expect(facts.plays.wheel?.prizes.find((prize) => !prize.wins)?.id).toBe("none");
  });
  it("holds no odds, no stock, no cost, no batch and no audience rule", () => {
    const told = JSON.stringify(facts);
    for (const kept of ["ppm", "stock", "unit_cost", "bat_", "per_client", "tier_at_least", "cap_minor"]) {
      expect(told).not.toContain(kept);
    }
  });
  it("discloses in one language, in the order a client reads", () => {
    expect(facts.disclosure.map(([field]) => field).slice(0, 3)).toEqual([
      "organiser",
      "entry_rule",
      "prize_list",
    ]);
    expect(facts.disclosure.every(([, words]) => typeof words === "string")).toBe(true);
  });
  it("makes something of a draft that lacks nearly everything", () => {
    expect(factsOf({ pages: [] }, { slug: "x", phase: "preview", locale: "zh-CN" }).plays).toEqual({});
  });
});
