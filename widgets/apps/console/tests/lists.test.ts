import { expect, test } from "vitest";
import type { BreaksRow } from "../src/api/documents_gen";
import { placeAt } from "../src/frame/places";
import { csvOf, everyRow, field, ROWS_MAX } from "../src/parts/csv";
import type { Pages } from "../src/parts/pages";
import { treeOf } from "../src/rooms/identity/units/Page";
import { sumsOf } from "../src/rooms/settlement/breaks/Deciding";
import cells from "./cells.json" with { type: "json" };

test("a spreadsheet reads a name as a name and a figure as a figure", () => {
  expect(field("=HYPERLINK(1)")).toBe("'=HYPERLINK(1)");
  expect(field("-99.00")).toBe("-99.00");
  expect(field('岩骨"茶"舍, 上海')).toBe('"岩骨""茶""舍, 上海"');
  expect(field(null)).toBe("");
});

test.each(cells)("a spreadsheet opens %j as it stands", (value, written) => {
  const bare = field(value);
  expect(bare.startsWith('"') ? bare.slice(1, -1) : bare).toBe(written);
});

test("a file has its heads and one line a row, and a mark that spreadsheets know the letters by", () => {
  const columns = [
    { head: "名称", text: (row: { name: string; units: number }) => row.name },
    { head: "数量", text: (row: { name: string; units: number }) => row.units },
  ];
  expect(csvOf(columns, [{ name: "茶礼", units: 3 }])).toBe("\uFEFF名称,数量\r\n茶礼,3\r\n");
});

const pageOf = (from: number, size: number, more: boolean): Pages<number> => ({
  edges: Array.from({ length: size }, (_, at) => ({ node: from + at })),
  pageInfo: { hasNextPage: more, endCursor: String(from + size) },
});

test("a list is read to its end, page after page", async () => {
  const heard: number[] = [];
  const found = await everyRow(
    async (after) => (after === null ? pageOf(0, 2, true) : pageOf(Number(after), 1, false)),
    (rows) => heard.push(rows),
  );
  expect(found).toEqual({ rows: [0, 1, 2], whole: true });
  expect(heard).toEqual([2, 3]);
});

test("a list without end stops at the bound and says that it is not whole", async () => {
  const found = await everyRow(
    async (after) => pageOf(Number(after ?? 0), 5_000, true),
    () => undefined,
  );
  expect(found.rows).toHaveLength(ROWS_MAX);
  expect(found.whole).toBe(false);
});

test("a page that does not come fails the file, instead of shortening it", async () => {
  const reading = everyRow(
    async () => null,
    () => undefined,
  );
  await expect(reading).rejects.toThrow();
});

test("an address belongs to the longest place that begins it", () => {
  expect(placeAt("/settlement/batches/bch_1")?.key).toBe("place.settlements");
  expect(placeAt("/rights/batches")?.key).toBe("place.batches");
  expect(placeAt("/trail/ent_1")).toBeUndefined();
});

test("units stand below their own, also when the one above is out of reach", () => {
  const unit = (id: string, parent: string | null) => ({
    id,
    parent,
    code: id,
    name: id,
    level: "branch",
    actions: [],
  });
  const tree = treeOf([unit("outlet", "branch"), unit("branch", "head"), unit("other", "branch")]);
  expect(tree.map(([one, depth]) => [one.id, depth])).toEqual([
    ["branch", 0],
    ["outlet", 1],
    ["other", 1],
  ]);
});

const difference = (kind: string, pay: number): BreaksRow =>
  ({
    difference: { amountMinor: pay, currency: "CNY" },
    disposition: {
      ...{ kind, kindName: kind },
      pay: { amountMinor: pay, currency: "CNY" },
      adjust: { amountMinor: 1, currency: "CNY" },
    },
  }) as BreaksRow;

test("a yes to many is a yes to their sums, way by way", () => {
  const sums = sumsOf([difference("short_pay", 200), difference("carry", 50), difference("short_pay", 30)]);
  expect(sums.map(({ name, count, pay, adjust }) => [name, count, pay, adjust])).toEqual([
    ["short_pay", 2, 230, 2],
    ["carry", 1, 50, 1],
  ]);
});
