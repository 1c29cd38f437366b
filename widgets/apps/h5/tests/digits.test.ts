import { describe, expect, it } from "vitest";
import { digitsOf } from "../src/sheets/who";

describe("a number that is pasted", () => {
  it("is read in any width, with spaces, marks nobody sees and a country's number", () => {
    for (const pasted of [
      "13800138000",
      "１３８００１３８０００",
      "+86 138-0013-8000",
      "0086 13800138000",
      "\u202d138 0013 8000\u202c",
    ])
      expect(digitsOf(pasted)).toBe("13800138000");
  });
  it("keeps the digits of a number that only begins like one", () => {
    expect(digitsOf("861380013800")).toBe("861380013800");
    expect(digitsOf("１２３４５６")).toBe("123456");
  });
});
