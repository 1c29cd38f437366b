import { describe, expect, it } from "vitest";
import { allOutcomesOf, outcomesOf } from "../src";

const outcome = (id: string) => ({ id, title: { "zh-CN": id }, effects: [] });
const ids = (found: { id: string }[]) => found.map((one) => one.id);

describe("the outcomes of a play", () => {
  it("are read from any operator's shape, the fallback last", () => {
    const decide = {
      op: "nth",
      every: 3,
      fallback: outcome("gone"),
      outcome: outcome("gift"),
      rest: [outcome("a"), outcome("b")],
    };
    expect(ids(outcomesOf(decide))).toEqual(["gift", "a", "b"]);
    expect(ids(allOutcomesOf(decide))).toEqual(["gift", "a", "b", "gone"]);
  });
  it("are read from steps and pieces that hold one each", () => {
    const decide = {
      op: "ladder",
      outcome: outcome("daily"),
      steps: [{ days: 7, outcome: outcome("week") }],
    };
    expect(ids(outcomesOf(decide))).toEqual(["daily", "week"]);
    expect(
      ids(allOutcomesOf({ items: [{ n: 2, outcome: outcome("a") }], fallback: outcome("gone") })),
    ).toEqual(["a", "gone"]);
  });
  it("are none where nothing decides yet", () => {
    expect(outcomesOf(undefined)).toEqual([]);
    expect(outcomesOf({ op: "nth", every: 3, note: null })).toEqual([]);
  });
});
