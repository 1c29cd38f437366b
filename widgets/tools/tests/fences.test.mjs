import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BUDGETS, over } from "../budgets.mjs";
import { crimes, documentFiles, textOf } from "../documents.mjs";

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
  it("are known by the hash of their text", async () => {
    const files = await documentFiles("client");
    expect(files.length).toBeGreaterThan(5);
    for (const { id, text } of files) expect(id).toBe(createHash("sha256").update(text).digest("hex"));
  });
  it("are one operation each, so that an id means one thing", async () => {
    for (const { name, text } of await documentFiles("client")) {
      expect(text.match(/^(query|mutation) /gm), name).toHaveLength(1);
    }
  });
  it("bring the shared fragments that they spread, each once, and no other", () => {
    const folder = mkdtempSync(join(tmpdir(), "documents-"));
    const put = (name, text) => writeFileSync(join(folder, name), text);
    mkdirSync(join(folder, "shared"));
    put("shared/Sum.graphql", "fragment Sum on Money { fen }\n");
    put("shared/Other.graphql", "fragment Other on Money { fen }\n");
    put("a.graphql", "query A { due { ...Sum } paid { ...Sum } who { ... on Person { name } } }\n");
    put("b.graphql", "query B { due { ...Nothing } }\n");
    expect(textOf(join(folder, "a.graphql"))).toBe(
      "query A { due { ...Sum } paid { ...Sum } who { ... on Person { name } } }\nfragment Sum on Money { fen }\n",
    );
    expect(() => textOf(join(folder, "b.graphql"))).toThrow("Nothing.graphql");
    rmSync(folder, { recursive: true });
  });
  it("are caught when their face cannot answer them", () => {
    const sdl = "type Query { me: String }";
    expect(crimes(sdl, "query A { me }")).toEqual([]);
    expect(crimes(sdl, "query A { you }")).toHaveLength(1);
  });
});
