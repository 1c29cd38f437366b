import { describe, expect, it } from "vitest";
import { together } from "../src/wallet/index";

const right = (id: string, of: string | null) => ({
  id,
  title: id,
  state: "active",
  waiting: false,
  paused: false,
  validFrom: "",
  validTo: "",
  providerName: "",
  package: of,
  packageTitle: of,
});

describe("rights of the wallet", () => {
  it("stand with their package where its first one stands, the others alone", () => {
    const rights = [right("a", null), right("b", "p"), right("c", null), right("d", "p"), right("e", "q")];
    expect(together(rights).map((group) => group.map(({ id }) => id))).toEqual([
      ["a"],
      ["b", "d"],
      ["c"],
      ["e"],
    ]);
  });
});
