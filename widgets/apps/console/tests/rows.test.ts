// @vitest-environment happy-dom
/** What a click on a line of a list means. */
import { expect, test } from "vitest";
import { meansRow } from "../src/parts/list";

document.body.innerHTML = `
  <table><tbody><tr id="row"><td id="cell">茶礼</td><td><button id="act"><span id="word">补偿</span></button></td></tr></tbody></table>
  <div id="choices"><span id="choice">茶席五次</span></div>
`;
const at = (id: string): Element => document.getElementById(id) as Element;
const clicked = (id: string): boolean => meansRow({ target: at(id), currentTarget: at("row") });

test("a click on a line opens it, and one on a button in it does what the button says", () => {
  expect([clicked("cell"), clicked("act"), clicked("word")]).toEqual([true, false, false]);
});

test("a choice in a form that a line opened chooses, and leaves the list where it is", () => {
  expect(clicked("choice")).toBe(false);
});
