import type { ActivityDocument } from "@largesse/contracts/documents";
import { expect, test } from "vitest";
import example from "../../../../schemas/examples/valid/activity.v1/autumn-wheel.json";
import { begun, commit, commitFromOutside, type History, step } from "../src/history";

const began = (): History => begun(structuredClone(example) as unknown as ActivityDocument);

function set(history: History, target: number, hand: object | null = null): History {
  const goal = { ...history.document.goal, target };
  return commit(history, { ...history.document, goal }, hand);
}

function build(history: History, id: string): History {
  const [first] = history.document.pages;
  if (!first) throw new Error("the example has a page");
  const nodes = [...first.nodes, { id, type: "rich-text", v: 1, props: {} }];
  return commit(history, { ...history.document, pages: [{ ...first, nodes }] });
}

const count = (history: History): number => history.document.pages[0]?.nodes.length ?? 0;

test("a step back on one side leaves the other as it is, in whatever order they were made", () => {
  const start = began();
  const built = ["a", "b", "c"].reduce(build, set(start, 777));
  const back = step(built, "settings", "past");
  expect(back.document.goal.target).toBe(start.document.goal.target);
  expect(count(back)).toBe(count(start) + 3);
  expect(count(step(back, "page", "past"))).toBe(count(start) + 2);
  expect(step(back, "settings", "future").document).toEqual(built.document);
});

test("what one hand does is one step, also after a step back", () => {
  const hand = {};
  const typed = [7, 77, 777].reduce((now, target) => set(now, target, hand), began());
  expect(typed.trails.settings.past).toHaveLength(1);
  const back = step(typed, "settings", "past");
  expect(back.document).toEqual(began().document);
  expect(set(back, 8, hand).trails.settings.past).toHaveLength(1);
});

test("what changes nothing is no step", () => {
  const start = began();
  expect(commit(start, structuredClone(start.document))).toBe(start);
  expect(step(start, "page", "past")).toBe(start);
});

test("another's version is a step on both sides, and the canvas is told", () => {
  const mine = build(set(began(), 777), "mine");
  const theirs = commitFromOutside(mine, began().document);
  expect(theirs.edition).toBe(mine.edition + 1);
  const back = step(step(theirs, "page", "past"), "settings", "past");
  expect(back.document).toEqual(mine.document);
});

test("no more than a hundred steps are kept", () => {
  const many = Array.from({ length: 120 }, (_, at) => at + 1).reduce((now, n) => set(now, n), began());
  expect(many.trails.settings.past).toHaveLength(100);
});
