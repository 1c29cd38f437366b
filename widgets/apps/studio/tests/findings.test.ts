/** What the check found is read by rule: errors before notes, the rule broken most often before the others. */
import { expect, test } from "vitest";
import { byRule, inCounts } from "../src/Findings";
import type { Finding } from "../src/ports";

const found = (severity: Finding["severity"], code: string, path: string): Finding => ({
  severity,
  code,
  path,
  message: `${code} at ${path}`,
});

const FOUND = [
  found("warning", "right_window", "/rights/0"),
  found("error", "link_unfit", "/pages/0"),
  found("warning", "odds_of_nought", "/plays/0"),
  found("error", "prize_gives_nothing", "/plays/0"),
  found("error", "prize_gives_nothing", "/plays/1"),
  found("warning", "right_window", "/rights/1"),
];

test("one rule's findings stand together, the worst first", () => {
  const groups = byRule(FOUND).map(({ code, findings }) => [code, ...findings.map((one) => one.path)]);
  expect(groups).toEqual([
    ["prize_gives_nothing", "/plays/0", "/plays/1"],
    ["link_unfit", "/pages/0"],
    ["right_window", "/rights/0", "/rights/1"],
    ["odds_of_nought", "/plays/0"],
  ]);
});

test("how many must be mended stands before how many are to note", () => {
  const say = (key: string, facts?: Record<string, string | number>) => `${key} ${facts?.count ?? ""}`;
  expect(inCounts(FOUND, say)).toBe("findings.errors 3 · findings.warnings 3");
});
