/** What a package is made of: as many lines as were added, each a batch and its units. */
import { expect, test } from "vitest";
import { itemsOf } from "../src/rooms/rights/packages/Form";

test("every line with a batch goes into the package, however many they are, and one without is none", () => {
  const lines = Array.from({ length: 8 }, (_, nr) => ({ batch: `bat_${nr}`, units: nr + 1 }));
  const items = itemsOf({ items: [...lines, { batch: "", units: 3 }, { batch: "bat_8", units: "" }] });
  expect(items).toEqual([...lines, { batch: "bat_8", units: 1 }]);
});
