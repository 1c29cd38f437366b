import { expect, test } from "vitest";
import { textId } from "../src/api/ids";
import { amountText, minor, relative, shareText } from "../src/parts/figures";

test("an approval's subject becomes the id that the platform writes for it", () => {
  expect(textId("bat", "01a1ffd9-fefa-7021-8cae-07edde5dbccd")).toBe("bat_01m7zxkzqte0grsbg7xqf5vf6d");
});

test("money keeps its cents and its currency, negative amounts too", () => {
  expect(amountText({ amountMinor: 8_500_005, currency: "CNY" })).toBe("CNY 85,000.05");
  expect(amountText({ amountMinor: -9_900, currency: "CNY" })).toBe("CNY -99.00");
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

test("a little is not said to be nothing, nor nearly all to be all", () => {
  expect([0, 0.004, 0.5, 0.996, 1].map(shareText)).toEqual(["0%", "<1%", "50%", ">99%", "100%"]);
});
