import { describe, expect, test } from "vitest";
import { sharesOf } from "../src/vote/shares";

describe("the shares of a vote", () => {
  test.each([
    { votes: [12, 4, 1], shares: [71, 23, 6] },
    { votes: [139, 62], shares: [69, 31] },
    { votes: [2, 2, 3], shares: [28, 28, 43] },
    { votes: [1, 1, 1], shares: [33, 33, 33] },
    { votes: [7, 0], shares: [100, 0] },
    { votes: [0, 0], shares: [0, 0] },
    { votes: [], shares: [] },
  ])("of $votes are $shares", ({ votes, shares }) => {
    expect(sharesOf(votes)).toEqual(shares);
  });
});
