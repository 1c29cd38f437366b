import { expect, test } from "vitest";
import { type Field, saidBy } from "../src/parts/form";

test("what need not be chosen and is not is sent as null; words stay words", () => {
  const fields: Field[] = [
    { name: "place", label: "", kind: "record", optional: true },
    { name: "parent", label: "", kind: "choice", optional: true },
    { name: "unit", label: "", kind: "record", optional: true },
    { name: "node", label: "", kind: "choice" },
    { name: "phone", label: "", optional: true },
  ];
  const values = { place: "", parent: "", unit: "org_1", node: "", phone: "", more: "" };
  expect(saidBy(fields, values)).toEqual({ ...values, place: null, parent: null });
});

test("a record that is no longer asked for is sent as null, whatever was chosen before", () => {
  const fields: Field[] = [
    { name: "kind", label: "", kind: "choice" },
    { name: "unit", label: "", kind: "record", when: ({ kind }) => kind === "UNIT" },
  ];
  const values = { kind: "UNIT", unit: "org_1" };
  expect(saidBy(fields, values)).toEqual(values);
  expect(saidBy(fields, { ...values, kind: "MONTH" })).toEqual({ kind: "MONTH", unit: null });
});
