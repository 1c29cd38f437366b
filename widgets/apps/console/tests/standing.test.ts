import { expect, test } from "vitest";
import { whyNone } from "../src/rooms/settlement/breaks/standing";

const sum = (amountMinor: number) => ({ amountMinor, currency: "CNY" });
const side = (total: number) => ({ total: sum(total), matched: sum(0), disposed: sum(0), carried: sum(0) });
const batch = { state: "draft", uncompared: 8, matchCount: 0, lines: side(40_500), items: side(39_600) };

test("differences that nobody has looked for are not said to be none", () => {
  expect(whyNone(batch)).toBe("breaks.unmatched");
  expect(whyNone({ ...batch, state: "matched", matchCount: 4, uncompared: 1 })).toBe("breaks.unmatched");
});

test("both sides agree only where something was compared", () => {
  expect(whyNone({ ...batch, state: "reconciled", matchCount: 4, uncompared: 0 })).toBe("breaks.empty");
  const nothing = { ...batch, uncompared: 0, lines: side(0), items: side(0) };
  expect(whyNone(nothing)).toBe("breaks.nothing");
  expect(whyNone({ ...nothing, matchCount: 2 })).toBe("breaks.empty");
  expect(whyNone({ ...nothing, state: "void" })).toBe("breaks.void");
});
