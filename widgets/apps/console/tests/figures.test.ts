import { expect, test } from "vitest";
import { textId } from "../src/api/ids";
import { minor, moneyText, relative } from "../src/parts/figures";

test("an approval's subject becomes the id that the platform writes for it", () => {
  expect(textId("bat", "01a1ffd9-fefa-7021-8cae-07edde5dbccd")).toBe("bat_01m7zxkzqte0grsbg7xqf5vf6d");
});

test("money keeps its cents and its currency, negative amounts too", () => {
  expect(moneyText({ amountMinor: 8_500_005, currency: "CNY" }, "zh-CN")).toBe("CNY 85,000.05");
  expect(moneyText({ amountMinor: -9_900, currency: "CNY" }, "en")).toBe("CNY -99.00");
});

test("a moment is told by the largest unit that fits", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  expect(relative("2026-11-21T11:57:00Z", "en", now)).toBe("3 minutes ago");
  expect(relative("2026-11-21T15:00:00Z", "en", now)).toBe("in 3 hours");
  expect(relative("2026-11-19T12:00:00Z", "en", now)).toBe("2 days ago");
});

test("no figure goes without its currency", () => {
  expect(minor(9_900, "CHF")).toEqual({ amountMinor: 9_900, currency: "CHF" });
  expect([minor(9_900, null), minor(null, "CHF")]).toEqual([null, null]);
});
