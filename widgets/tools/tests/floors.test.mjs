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
  it("catches a ring", () => {
    const one = write("apps/h5/src/one.ts", 'import { b } from "./two"; export const a = b;');
    const two = write("apps/h5/src/two.ts", 'import { a } from "./one"; export const b = a;');
    expect(look([one, two], base).broken).toHaveLength(1);
  });
});
