import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { money, spanOf } from "../src";

const folder = new URL("../../../../schemas/theme/", import.meta.url);
const themes = readdirSync(folder)
  .filter((name) => name.endsWith(".theme.json"))
  .map(
    (name) =>
      JSON.parse(readFileSync(new URL(name, folder), "utf8")) as {
        name: string;
        colours: Record<string, string>;
      },
  );

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(text: string, ground: string): number {
  const [high = 0, low = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const READ = ["ink", "muted", "accent-text", "good", "warn", "bad", "info"].flatMap((text) =>
  ["ground", "surface"].map((ground) => [text, ground] as const),
);
const PAIRS = [
  ...READ,
  ["ink", "soft"],
  ["accent-text", "soft"],
  ["muted", "soft"],
  ["on-brand", "brand"],
  ["on-accent", "accent"],
  ["good", "good-soft"],
  ["warn", "warn-soft"],
  ["bad", "bad-soft"],
  ["info", "info-soft"],
] as const;

describe.each(themes)("the $name theme", ({ colours }) => {
  it.each(PAIRS)("can be read: %s on %s at 4.5 to 1 or more", (text, ground) => {
    expect(contrast(colours[text] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});

describe("values", () => {
  it("show money without needless cents", () => {
    expect([money(26000, "CNY"), money(123456789, "CNY"), money(5, "USD"), money(100, "EUR")]).toEqual([
      "¥260",
      "¥1,234,567.89",
      "US$0.05",
      "EUR 1",
    ]);
  });
  it("count down to nothing and never below", () => {
    expect(spanOf(90_061_000)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 });
    expect(spanOf(-5)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
  });
});
