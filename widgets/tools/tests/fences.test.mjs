import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSchema } from "graphql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BUDGETS, over } from "../budgets.mjs";
import { crimes, documentFiles, documentsIn, textOf } from "../documents.mjs";

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
  let folder;
  const put = (name, text) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "documents-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  it("are known by the hash of their text", () => {
    const files = documentFiles("client");
    expect(files.length).toBeGreaterThan(5);
    for (const { id, text } of files) expect(id).toBe(createHash("sha256").update(text).digest("hex"));
  });
  it("are one operation each, so that an id means one thing", () => {
    for (const { name, text } of [...documentFiles("client"), ...documentFiles("console")]) {
      expect(text.match(/^(query|mutation) /gm), name).toHaveLength(1);
    }
  });
  it("bring the shared fragments that they spread, each once, and no other", () => {
    put("shared/Sum.graphql", "fragment Sum on Money { fen }\n");
    put("shared/Other.graphql", "fragment Other on Money { fen }\n");
    put("a.graphql", "query A { due { ...Sum } paid { ...Sum } who { ... on Person { name } } }\n");
    put("b.graphql", "query B { due { ...Nothing } }\n");
    expect(textOf(join(folder, "a.graphql"))).toBe(
      "query A { due { ...Sum } paid { ...Sum } who { ... on Person { name } } }\nfragment Sum on Money { fen }\n",
    );
    expect(() => textOf(join(folder, "b.graphql"))).toThrow("Nothing.graphql");
  });
  it("stand beside their screens, whose fragments may stand further up", () => {
    put("documents/shared/Sum.graphql", "fragment Sum on Money { fen }\n");
    put("rooms/rights/skus/documents/skus.graphql", "query Skus { due { ...Sum } }\n");
    put("rooms/rights/documents/budgets.graphql", "query Budgets { due }\n");
    put("rooms/rights/notes.graphql", "query Notes { due }\n");
    expect(documentsIn(folder).map(({ name, text }) => [name, text])).toEqual([
      ["budgets", "query Budgets { due }\n"],
      ["skus", "query Skus { due { ...Sum } }\nfragment Sum on Money { fen }\n"],
    ]);
  });
  it("have a name of their own", () => {
    put("rooms/rights/documents/batches.graphql", "query Batches { due }\n");
    put("rooms/settlement/documents/batches.graphql", "query Bills { due }\n");
    expect(() => documentsIn(folder)).toThrow("two documents are called batches");
  });
  it("are caught when their face cannot answer them", () => {
    const schema = buildSchema("type Query { me: String }");
    expect(crimes(schema, "query A { me }")).toEqual([]);
    expect(crimes(schema, "query A { you }")).toHaveLength(1);
  });
});
