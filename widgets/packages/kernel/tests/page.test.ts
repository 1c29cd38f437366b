import { describe, expect, it } from "vitest";
import { type Action, apply, DEPTH_MAX, find, idsOf, type Node, type Page, typesOf } from "../src";

const node = (id: string, inside?: Node[]): Node => ({
  id,
  type: inside ? "section" : "button",
  v: 1,
  props: { label: id },
  ...(inside ? { slots: { content: inside } } : {}),
});
const page: Page = {
  id: "home",
  title: "",
  nodes: [node("a"), node("s", [node("b"), node("c")]), node("d")],
};
const top = (index: number) => ({ parent: null, slot: null, index });
const inS = (index: number) => ({ parent: "s", slot: "content", index });
const after = (action: Action) => idsOf(apply(page, action).nodes);

describe("a page", () => {
  it("puts a node where it was dropped, also inside another", () => {
    expect(after({ do: "insert", node: node("x"), at: top(1) })).toEqual(["a", "x", "s", "b", "c", "d"]);
    expect(after({ do: "insert", node: node("x"), at: inS(2) })).toEqual(["a", "s", "b", "c", "x", "d"]);
  });
  it("moves a node into and out of a section with all that stands inside it", () => {
    expect(after({ do: "move", id: "a", to: inS(0) })).toEqual(["s", "a", "b", "c", "d"]);
    expect(after({ do: "move", id: "s", to: top(5) })).toEqual(["a", "d", "s", "b", "c"]);
  });
  it("removes a node with all that stands inside it", () => {
    expect(after({ do: "remove", id: "s" })).toEqual(["a", "d"]);
  });
  it("changes one node's props and shares every other node", () => {
    const next = apply(page, { do: "set", id: "b", props: { label: "new" } });
    expect(find(next.nodes, "b")?.node.props).toEqual({ label: "new" });
    expect(next.nodes[0]).toBe(page.nodes[0]);
  });
  it("copies a node under fresh ids, so that an id stays unique", () => {
    let count = 0;
    const copied = after({ do: "copy", id: "s", at: top(3), newId: () => `n${++count}` });
    expect(copied).toEqual(["a", "s", "b", "c", "d", "n1", "n2", "n3"]);
  });
  it("stays the very same page when an action cannot be done", () => {
    const cannot: Action[] = [
      { do: "insert", node: node("a"), at: top(0) },
      { do: "insert", node: node("x"), at: { parent: "nowhere", slot: "content", index: 0 } },
      { do: "remove", id: "nobody" },
      { do: "move", id: "s", to: inS(0) },
      { do: "set", id: "nobody", props: {} },
    ];
    for (const action of cannot) expect(apply(page, action)).toBe(page);
  });
  it("never grows deeper than it may", () => {
    const deep = Array.from({ length: DEPTH_MAX - 1 }).reduce<Node>(
      (below, _, at) => node(`l${at}`, [below]),
      node("leaf"),
    );
    const full: Page = { ...page, nodes: [deep] };
    expect(
      apply(full, { do: "insert", node: node("x"), at: { parent: "l0", slot: "content", index: 0 } }),
    ).not.toBe(full);
    expect(
      apply(full, { do: "insert", node: node("x"), at: { parent: "leaf", slot: "content", index: 0 } }),
    ).toBe(full);
  });
  it("names each component type once", () => {
    expect(typesOf(page.nodes)).toEqual(["button", "section"]);
  });
});
