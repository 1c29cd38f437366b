/** A second file that is chosen while the first is being sent is sent after it. */
import { expect, test } from "vitest";
import { inTurn } from "../src/parts/turns";

test("what is asked for meanwhile is done afterwards, also when the one before it failed", async () => {
  const turn = inTurn();
  const told: string[] = [];
  let go = () => {};
  const first = turn(async () => {
    await new Promise<void>((open) => {
      go = open;
    });
    told.push("first");
    throw new Error("lost on the way");
  });
  const second = turn(async () => void told.push("second"));
  await Promise.resolve();
  expect(told).toEqual([]);
  go();
  await expect(first).rejects.toThrow("lost on the way");
  await second;
  expect(told).toEqual(["first", "second"]);
});
