import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { BUDGETS, over } from "../budgets.mjs";
import { crimes, documentFiles } from "../documents.mjs";

describe("the budgets", () => {
  it("let pass what weighs no more than it may", () => {
    expect(
      over([
        ["entry", "entry", BUDGETS.entry],
        ["hero", "widget", BUDGETS.widget],
      ]),
    ).toEqual([]);
  });
  it.each(Object.keys(BUDGETS))("catch one byte too many of %s", (kind) => {
    expect(over([["fat", kind, BUDGETS[kind] + 1]])).toHaveLength(1);
  });
});

describe("registered documents", () => {
  it("are known by the hash of their text as it stands in its file", async () => {
    const files = await documentFiles("client");
    expect(files.length).toBeGreaterThan(5);
    for (const { id, text } of files) expect(id).toBe(createHash("sha256").update(text).digest("hex"));
  });
  it("are one operation each, so that an id means one thing", async () => {
    for (const { name, text } of await documentFiles("client")) {
      expect(text.match(/^(query|mutation) /gm), name).toHaveLength(1);
    }
  });
  it("are caught when their face cannot answer them", () => {
    const sdl = "type Query { me: String }";
    expect(crimes(sdl, "query A { me }")).toEqual([]);
    expect(crimes(sdl, "query A { you }")).toHaveLength(1);
  });
});
