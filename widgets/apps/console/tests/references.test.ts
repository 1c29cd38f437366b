/** A difference names each number once, and both where the sides contradict each other. */
import { expect, test } from "vitest";
import { refsOf } from "../src/rooms/settlement/lines/References";

const agreed = { billed: {}, providerRef: "P-1", orderRef: "O-1", ourProviderRef: "P-1", ourOrderRef: "O-1" };

test("numbers on which both sides agree stand once, as theirs", () => {
  expect(refsOf(agreed).map((one) => [one.side, one.ref, one.clash])).toEqual([
    ["theirs", "P-1", false],
    ["theirs", "O-1", false],
  ]);
});

test("a number that only our register has is ours", () => {
  expect(refsOf({ ...agreed, orderRef: "" }).at(-1)).toEqual({ side: "ours", ref: "O-1", clash: false });
});

test("numbers that contradict stand under both sides and say so", () => {
  const refs = refsOf({ ...agreed, orderRef: "O-9" });
  expect(refs.filter((one) => one.clash).map((one) => [one.side, one.ref])).toEqual([
    ["theirs", "O-9"],
    ["ours", "O-1"],
  ]);
});

test("without a line nothing is theirs", () => {
  expect(new Set(refsOf({ ...agreed, billed: null }).map((one) => one.side))).toEqual(new Set(["ours"]));
});
