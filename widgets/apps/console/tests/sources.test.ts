/** What no screen may do, and what reads as if it did: each rule catches its crime. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const SRC = new URL("../src", import.meta.url).pathname;

/** A rule, what breaks it, and the module in which it is allowed. */
const RULES: Array<[why: string, crime: RegExp, planted: string, at?: string]> = [
  ["reads its list anew, not the page", /\blocation\.reload\(/, "done={() => location.reload()}"],
  ["has its rows' types from the documents", /\bas Pages</, "(data) => data.staff as Pages<Member>"],
  ["knows no institution's currency or zone", /["'`](CNY|Asia\/Shanghai)["'`]|\+08:00/, 'currency ?? "CNY"'],
  ["counts days on the institution's clock", /\bnew Date\(/, "new Date().getDate()", "parts/time.ts"],
];

const modules = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.tsx?$/.test(name),
);

describe.each(RULES)("a screen %s", (_, crime, planted, at) => {
  test("everywhere", () => {
    const broken = modules.filter((name) => name !== at && crime.test(readFileSync(join(SRC, name), "utf8")));
    expect(modules.length).toBeGreaterThan(50);
    expect(broken).toEqual([]);
  });
  test("or is caught", () => expect(crime.test(planted)).toBe(true));
});
