import type { ActivityDocument } from "@largesse/contracts/documents";
import { expect, test } from "vitest";
import activity from "../../../../schemas/activity.v1.schema.json";
import example from "../../../../schemas/examples/valid/activity.v1/autumn-wheel.json";
import en from "../copy/en.json";
import zh from "../copy/zh-CN.json";
import { asKind, newOption, newQuestion } from "../src/settings/questions";
import { become, isUsed, rename, SCOPES } from "../src/settings/states";

function remembering(): ActivityDocument {
  const document = structuredClone(example) as unknown as ActivityDocument;
  document.states = [{ id: "visits", kind: "counter", scope: "client", reset: "never" }];
  const [play] = document.plays;
  if (!play) throw new Error("the example has a play");
  play.effects = [{ do: "state", state: "visits", by: 3 }];
  play.when = { op: "not", of: { op: "gte", fact: "state.visits", value: 3 } };
  return document;
}

test("a state that is renamed is renamed wherever it is named", () => {
  const document = remembering();
  rename(document, 0, "steps");
  expect(document.plays[0]?.effects).toEqual([{ do: "state", state: "steps", by: 3 }]);
  expect(JSON.stringify(document.plays[0]?.when)).toContain("state.steps");
  expect(isUsed(document, "visits")).toBe(false);
  expect(isUsed(document, "steps")).toBe(true);
});

test("what moves a state fits its kind after a change of it", () => {
  const document = remembering();
  become(document, 0, "set");
  expect(document.plays[0]?.effects).toEqual([{ do: "state", state: "visits", by: "member" }]);
  become(document, 0, "sum");
  expect(document.plays[0]?.effects).toEqual([{ do: "state", state: "visits", by: 1 }]);
});

test("whoever a state can be of is offered in both languages", () => {
  const schema = activity.$defs.state.properties.scope.enum;
  expect([...SCOPES].sort()).toEqual([...schema].sort());
  for (const copy of [zh, en])
    expect(Object.keys(copy)).toEqual(expect.arrayContaining(SCOPES.map((one) => `state.scope.${one}`)));
});

test("a question has options only where one chooses", () => {
  const choice = newQuestion([]);
  const words = asKind({ ...choice, max: 2 }, "text");
  expect([words.options, words.max]).toEqual([undefined, undefined]);
  expect(asKind(words, "many").options).toHaveLength(2);
  const own = [...(choice.options ?? []), newOption(choice.options ?? [])];
  expect(asKind({ ...choice, options: own }, "many").options).toEqual(own);
  expect(asKind(words, "one", own).options).toEqual(own);
});
