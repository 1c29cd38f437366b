/** A column mapping is approved in words: no name or value of ours stands there as it is stored. */
import { expect, test } from "vitest";
import copy from "../src/rooms/settlement/profiles/copy/en.json";
import { linesOf } from "../src/rooms/settlement/profiles/lines";

const words: Record<string, string> = { ...copy, "lineType.refund": "Refund", yes: "yes" };

test("every field and rule is named and its values are said", () => {
  const body = {
    name: "lounge",
    version: 1,
    columns: { gross: ["gross", "amount"], parent_ref: ["first order"] },
    unit: "major",
    date_order: "dmy",
    refunds: "signed",
    required: ["gross"],
    line_types: { tuikuan: "refund" },
    trailer: { words: ["Total"], required: true },
    zone: "Asia/Shanghai",
  };
  const lines = linesOf(null, body, (key) => words[key] ?? `no copy for ${key}`);
  expect(lines.map((line) => `${line.what}: ${line.after}`)).toEqual([
    "Gross amount: gross / amount",
    "Original order: first order",
    "Unit of amounts: yuan",
    "Order of dates: day, month, year",
    "How refunds are written: with a minus",
    "Required fields: Gross amount",
    "Words for kinds: tuikuan: Refund",
    "Row of totals: begins with: Total; must be there: yes",
    "Time zone: Asia/Shanghai",
  ]);
});
