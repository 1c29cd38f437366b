import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { look } from "../floors.mjs";

let base;
const rooms = [
  "packages/contracts",
  "packages/kernel",
  "packages/kit",
  "packages/widgets",
  "apps/h5",
  "apps/studio",
  "apps/console",
];

function write(file, text) {
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), text);
  return file;
}

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "floors-"));
  for (const room of rooms)
    write(`${room}/package.json`, JSON.stringify({ dependencies: { react: "1", "@puckeditor/core": "1" } }));
});
afterEach(() => rmSync(base, { recursive: true }));

const crimeOf = (file, text) => look([write(file, text)], base).broken;

describe("the fence of the floors", () => {
  it("lets an import go down", () => {
    const good =
      'import { a } from "@largesse/kernel"; import { useState } from "react"; export const W = () => <p>{a}</p>;';
    expect(crimeOf("packages/widgets/src/good.tsx", good)).toEqual([]);
  });
  it.each([
    ["upwards", "packages/kernel/src/x.ts", 'import { a } from "@largesse/kit";'],
    ["upwards, of a type", "packages/kit/src/x.ts", 'import type { A } from "@largesse/widgets";'],
    ["upwards, re-exported", "packages/kit/src/x.ts", 'export * from "@largesse/widgets";'],
    ["upwards, later", "packages/widgets/src/x.tsx", 'export const x = () => import("@largesse/h5");'],
    ["sideways", "apps/h5/src/x.ts", 'import { a } from "@largesse/studio";'],
    ["of a framework into the kernel", "packages/kernel/src/x.ts", 'import { useState } from "react";'],
    ["of a library into a component", "packages/widgets/src/x.tsx", 'import dayjs from "dayjs";'],
    [
      "of the editor outside the studio",
      "apps/console/src/x.tsx",
      'import { Puck } from "@puckeditor/core";',
    ],
    ["of what is not declared", "apps/console/src/x.tsx", 'import x from "left-pad";'],
    ["that leads nowhere", "apps/console/src/x.tsx", 'import { a } from "./gone";'],
  ])("catches an import %s", (_, file, text) => {
    expect(crimeOf(file, text)).toHaveLength(1);
  });
  it.each([
    ["of values", 'import { b } from "./two"; export const a = b;'],
    ["of a value and a type", 'import type { B } from "./two"; export const a: B = 1;'],
    ["of types alone", 'import type { B } from "./two"; export type A = B[];'],
  ])("catches a ring %s", (_, text) => {
    const one = write("apps/h5/src/one.ts", text);
    const two = write("apps/h5/src/two.ts", 'import type { A } from "./one"; export type B = A;');
    expect(look([one, two], base).broken).toEqual([expect.stringContaining("ring: ")]);
  });
  it("catches a ring of three, once", () => {
    const ring = ["one", "two", "three"].map((name, at, all) =>
      write(`packages/kit/src/${name}.ts`, `export * from "./${all[(at + 1) % all.length]}";`),
    );
    expect(look(ring, base).broken).toHaveLength(1);
  });
});

describe("the fence inside the console", () => {
  const use = (from, to) => {
    const below = write(`apps/console/src/${to}.ts`, "export const a = 1;");
    const path = "../".repeat(from.split("/").length - 1) || "./";
    const file = write(
      `apps/console/src/${from}.ts`,
      `import { a } from "${path}${to}"; export const b = a;`,
    );
    return look([below, file], base).broken;
  };
  it.each([
    ["a room and its own nouns", "rooms/rights/batches/List", "rooms/rights/skus/choices"],
    ["a room and the parts", "rooms/rights/batches/List", "parts/list"],
    ["whoever puts the rooms together", "routes", "rooms/rights/batches/List"],
  ])("lets pass %s", (_, from, to) => {
    expect(use(from, to)).toEqual([]);
  });
  it.each([
    ["a room that knows another", "rooms/rights/batches/List", "rooms/settlement/batches/List"],
    ["a part that knows a room", "parts/list", "rooms/rights/batches/List"],
    ["a part that knows the frame", "parts/list", "frame/session"],
    ["the frame that knows a room", "frame/Shell", "rooms/home/Page"],
  ])("catches %s", (_, from, to) => {
    expect(use(from, to)).toHaveLength(1);
  });
  it("catches a room that knows only a type of another", () => {
    write("apps/console/src/rooms/rights/batches/row.ts", "export type Row = 1;");
    const text = 'import type { Row } from "../../rights/batches/row"; export type Mine = Row;';
    expect(crimeOf("apps/console/src/rooms/home/panels/mine.ts", text)).toHaveLength(1);
  });
});
