import { describe, expect, test } from "vitest";
import { heardMinor, moneyText, prizeWorth, writtenMinor } from "../src/money";

describe("an amount is read with the decimals of its currency", () => {
  test.each([
    [123_456, "CNY", "CNY 1,234.56"],
    [-5, "CNY", "CNY -0.05"],
    [1_235, "JPY", "JPY 1,235"],
    [-1_234_567, "KWD", "KWD -1,234.567"],
    [Number.MAX_SAFE_INTEGER, "CLF", "CLF 900,719,925,474.0991"],
  ])("%d %s", (minor, currency, read) => {
    expect(moneyText(minor, currency)).toBe(read);
  });

  test("a plain figure has no marks", () => {
    expect([writtenMinor(1_234_567, 2), writtenMinor(7, 3), writtenMinor(-7, 0)]).toEqual([
      "12345.67",
      "0.007",
      "-7",
    ]);
  });
});

test.each([
  [19_800, "CNY", "¥198"],
  [19_850, "CNY", "¥198.50"],
  [5_000, "JPY", "JPY 5,000"],
  [1_500, "KWD", "KWD 1.500"],
])("a prize of %d %s is worth %s on its page", (minor, currency, read) => {
  expect(prizeWorth(minor, currency)).toBe(read);
});

describe("a typed figure is heard", () => {
  test.each([
    ["5000", 2, 500_000],
    ["5,000.5", 2, 500_050],
    ["５０００．５０", 2, 500_050],
    ["５，０００。５", 2, 500_050],
    [" 12 345 ", 0, 12_345],
    ["5000.00", 0, 5_000],
    ["1.234", 3, 1_234],
    ["1.230", 2, 123],
    ["0", 2, 0],
  ])("%s with %d decimals", (text, digits, minor) => {
    expect(heardMinor(text, digits)).toBe(minor);
  });

  test.each([
    ["", 2],
    [".", 2],
    ["-5", 2],
    ["5000.5", 0],
    ["1.239", 2],
    ["1,23", 2],
    ["12,34,567", 2],
    ["five", 2],
    ["1e3", 2],
    ["99999999999999999", 2],
  ])("%s with %d decimals is no figure", (text, digits) => {
    expect(heardMinor(text, digits)).toBeNull();
  });
});
