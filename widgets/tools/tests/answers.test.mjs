import { describe, expect, it } from "vitest";
import { generate, sortKeys } from "../../apps/console/tools/documents.mjs";

describe("the types of the console's answers", () => {
  it("take a list's sort from its description", () => {
    expect(sortKeys("Budgets within reach. sort: code, cap, createdAt.")).toEqual([
      "code",
      "cap",
      "createdAt",
    ]);
    expect(sortKeys("Breaks. state: all, open. sort:\n  code,\n  openedAt. More.")).toEqual([
      "code",
      "openedAt",
    ]);
  });
  it.each([["Pictures, sorted by name."], ["sort: none told"], [undefined]])(
    "find no sort in %j",
    (description) => {
      expect(sortKeys(description)).toEqual([]);
    },
  );
  it("name a row, its sort and a single thing", () => {
    const { text, problems } = generate();
    expect(problems).toEqual([]);
    expect(text).toContain(
      'export type BudgetsSort = Sorted<"code" | "cap" | "burn" | "state" | "createdAt">;',
    );
    expect(text).toMatch(/export type BudgetsRow = \{ id: string; /);
    expect(text).toMatch(/export type BudgetsData = \{ budgets: \{ edges: Array<\{ node: BudgetsRow \}>/);
    expect(text).toMatch(/export type TrailData = \{ trail: TrailShown \| null \};/);
  });
});
