import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { catalogue, copyFiles } from "../copy.mjs";
import { front } from "../places.mjs";

let folder;
const put = (name, words) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(words));
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "copy-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the words of an app", () => {
  it("are one catalogue, wherever they stand", () => {
    put("copy/en.json", { save: "Save" });
    put("rooms/rights/skus/copy/en.json", { "skus.new": "New SKU" });
    put("rooms/rights/skus/copy/zh-CN.json", { "skus.new": "新建" });
    put("rooms/rights/skus/en.json", { stray: "not a copy" });
    expect(catalogue(folder, "en")).toEqual({ save: "Save", "skus.new": "New SKU" });
    expect(catalogue(folder, "zh-CN")).toEqual({ "skus.new": "新建" });
  });
  it("stand once each", () => {
    put("copy/en.json", { save: "Save" });
    put("rooms/rights/copy/en.json", { save: "Keep" });
    expect(() => catalogue(folder, "en")).toThrow(
      "save stands twice: copy/en.json, rooms/rights/copy/en.json",
    );
  });
  it("stand in each file in both languages, in the same order", () => {
    const app = `${front}/apps/console/src`;
    const chinese = copyFiles(app, "zh-CN");
    expect(chinese.length).toBeGreaterThan(20);
    expect(copyFiles(app, "en")).toEqual(chinese.map((file) => file.replace(/zh-CN\.json$/, "en.json")));
    const keysOf = (file) => Object.keys(JSON.parse(readFileSync(file, "utf8")));
    for (const file of chinese)
      expect(keysOf(file.replace(/zh-CN\.json$/, "en.json")), file).toEqual(keysOf(file));
  });
});
