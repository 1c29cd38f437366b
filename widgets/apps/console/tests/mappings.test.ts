/** A column mapping is approved in words: no name or value of ours stands there as it is stored. */
import { expect, test } from "vitest";
import {
  BLANK,
  begunFrom,
  kindWritten,
  placeOf,
  ruled,
  trailerWritten,
  wordsOfKind,
  written,
} from "../src/rooms/settlement/profiles/body";
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
    decimal_mark: ",",
    delimiter: "\t",
    ignored: ["memo"],
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
    "Decimal mark: comma: 1.488,69",
    "Delimiter: tab",
    "Columns not read: memo",
    "How refunds are written: with a minus",
    "Required fields: Gross amount",
    "Words for kinds: tuikuan: Refund",
    "Row of totals: begins with: Total; must be there: yes",
    "Time zone: Asia/Shanghai",
  ]);
});

const KEPT = {
  name: "lounge",
  version: 4,
  columns: { gross: ["gross"], occurred_at: ["at"], store: [] },
  required: ["gross", "occurred_at"],
  encodings: ["gb18030"],
  delimiter: null,
  exponent: 2,
  billed_status: [],
  line_types: { SALE: "fulfilment", BACK: "refund", RETURN: "refund" },
  trailer: { words: ["#TOTAL"], required: true, count_at: 1, gross_at: 2 },
  later: { than: "this form" },
};

test("what nobody changed is kept on save, also rules that no field shows", () => {
  const saved = JSON.parse(written(begunFrom(KEPT)));
  expect(saved).toEqual({ ...KEPT, version: 5, columns: { gross: ["gross"], occurred_at: ["at"] } });
});

test("a changed rule leaves the others as they are, and one that says nothing any more is left out", () => {
  const ignoring = ruled(KEPT, "ignored", ["优惠"]);
  expect(ignoring).toEqual({ ...KEPT, ignored: ["优惠"] });
  expect(ruled(ignoring, "ignored", [])).toEqual(KEPT);
  for (const nothing of [null, "", undefined])
    expect(ruled(KEPT, "exponent", nothing)).not.toHaveProperty("exponent");
  expect(JSON.parse(written(BLANK))).toEqual({ name: "", version: 1, columns: {} });
});

test("a word of the file means one kind of line, the last that was said", () => {
  expect(wordsOfKind(KEPT, "refund")).toEqual(["BACK", "RETURN"]);
  const moved = kindWritten(KEPT, "fee", ["RETURN"]);
  expect(moved.line_types).toEqual({ SALE: "fulfilment", BACK: "refund", RETURN: "fee" });
  expect(kindWritten(KEPT, "refund", []).line_types).toEqual({ SALE: "fulfilment" });
});

test("new words of the row of totals keep where its figures stand; without any the usual ones hold", () => {
  expect(trailerWritten(KEPT, ["合计"]).trailer).toEqual({ ...KEPT.trailer, words: ["合计"] });
  expect(trailerWritten(KEPT, []).trailer).toEqual({ ...KEPT.trailer, words: [] });
  const plain = { ...KEPT, trailer: { words: ["SUM"], required: false, count_at: null } };
  expect(trailerWritten(plain, [])).not.toHaveProperty("trailer");
  expect(trailerWritten(BLANK, ["SUM"]).trailer).toEqual({ words: ["SUM"] });
});

test("a refusal lands on the field that it is about", () => {
  const at = (path: string | null) => placeOf({ __typename: "Refusal", code: "", message: "", path });
  expect(at("profile/ignored/1")).toBe("rule/ignored");
  expect(at("profile/columns/gross/0")).toBe("rule/columns/gross");
  expect(at("profile/unit")).toBe("rule/unit");
  expect(at("unit")).toBe("unit");
  expect(at(null)).toBeNull();
  expect(placeOf(null)).toBeNull();
});
