import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import studioEn from "../../studio/copy/en.json";
import studioZh from "../../studio/copy/zh-CN.json";
import { BOOKS, fill, say } from "../src/copy";

const APPS = new URL("../..", import.meta.url).pathname;

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes("_gen"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Keys that stand in the source as they are: t("…") and head: "…". */
const named = (text: string): string[] =>
  [...text.matchAll(/\bt\(\s*"([^"]+)"/g), ...text.matchAll(/\b(?:head|label): "([a-z][\w.]+)"/g)].map(
    ([, key]) => key ?? "",
  );

const places = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

describe.each([
  ["console", BOOKS["zh-CN"], BOOKS.en],
  ["studio", studioZh as Record<string, string>, studioEn as Record<string, string>],
])("the words of the %s", (app, chinese, english) => {
  test("are there in both languages", () => {
    expect(Object.keys(english)).toEqual(Object.keys(chinese));
  });

  test("name the same facts in both languages", () => {
    const differing = Object.keys(chinese).filter(
      (key) => `${places(chinese[key] ?? "")}` !== `${places(english[key] ?? "")}`,
    );
    expect(differing).toEqual([]);
  });

  test("are there for every key that a screen asks for", () => {
    const asked = sources(`${APPS}${app}/src`).flatMap(named);
    expect(asked.length).toBeGreaterThan(50);
    expect([...new Set(asked)].filter((key) => !(key in chinese))).toEqual([]);
  });
});

/** Words of a button that leave open what is done to what. */
const VAGUE = [
  "保存",
  "确定",
  "确认",
  "提交",
  "完成提交",
  "Save",
  "Saved",
  "已保存",
  "OK",
  "Confirm",
  "Submit",
  "Submitted",
  "Yes",
];

test("no words of a button, and none after it was pressed, leave open what is done to what", () => {
  for (const book of Object.values(BOOKS)) {
    const vague = Object.entries(book).filter(
      ([key, words]) => !key.startsWith("state.") && VAGUE.includes(words),
    );
    expect(vague).toEqual([]);
  }
});

test("a sentence counts one thing as one", () => {
  const counted = (bad: number) => fill("{bad} bad {bad|row|rows}", { bad });
  expect([0, 1, 2].map(counted)).toEqual(["0 bad rows", "1 bad row", "2 bad rows"]);
});

test("a sentence groups the digits of a number, and leaves what only looks like one", () => {
  const told = { row: "1234", free: 1234567 };
  expect(fill("{row}: {free} {free|right|rights}", told)).toBe("1234: 1,234,567 rights");
});

test("a question that cannot be taken back says so, and its button repeats what is done", () => {
  const keys = [
    "settlement.void",
    "keys.stop",
    "issuers.stop",
    "issuers.revoke",
    "plugins.uninstall",
    "callbacks.dismiss",
  ];
  const final = { "zh-CN": /不能撤销|不可撤销/, en: /cannot be (undone|taken back)/ } as const;
  for (const [locale, said] of Object.entries(final)) {
    const book = BOOKS[locale as keyof typeof final];
    for (const key of [...keys, "batches.stop", "statements.supersede"]) {
      const says = Object.entries(book).filter(
        ([name]) => name === `${key}.says` || name.startsWith(`${key}.says.`),
      );
      expect(says.length, key).toBeGreaterThan(0);
      for (const [name, words] of says) expect(words, name).toMatch(said);
    }
  }
});

test("a fact that is not given keeps its place, so that the lack is seen", () => {
  expect(fill("剩 {free} / {total}", { free: 3 })).toBe("剩 3 / {total}");
  expect(say("en", "no.such.key")).toBe("no.such.key");
});

test("every state that a screen names itself has its word", () => {
  const screens = sources(join(APPS, "console/src")).join("\n");
  const shown = [...screens.matchAll(/<Status\s+of=\{([^}]*)\}/g)].flatMap(([, of]) =>
    [...(of ?? "").matchAll(/[?:] "(\w+)"/g)].map(([, state]) => `state.${state}`),
  );
  expect(shown).toContain("state.blocked");
  expect(shown.filter((key) => !(key in BOOKS["zh-CN"]))).toEqual([]);
});

test("every notice that the rights room sends has a purpose in words in the list of messages", () => {
  const file = join(APPS, "../../platform/largesse/rights/copy/zh-CN.json");
  const kinds = Object.keys(JSON.parse(readFileSync(file, "utf8"))).filter((key) =>
    /^rights\.notice\.\w+$/.test(key),
  );
  expect(kinds.length).toBeGreaterThan(3);
  expect(kinds.filter((kind) => !(`template.${kind}` in BOOKS["zh-CN"]))).toEqual([]);
});
