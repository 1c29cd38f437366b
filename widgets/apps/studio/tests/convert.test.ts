import type { Node } from "@largesse/contracts/documents";
import { describe, expect, test } from "vitest";
import { fromCanvas, renewed, toCanvas } from "../src/page/convert";

const PAGE: Node[] = [
  { id: "n1", type: "hero", v: 1, props: { title: { "zh-CN": "月满中秋" }, ratio: "tall" } },
  {
    id: "n2",
    type: "section",
    v: 2,
    props: {},
    slots: { content: [{ id: "n3", type: "rich-text", v: 1, props: { text: { "zh-CN": "正文" } } }] },
    visible: { op: "tier_at_least", tier: "gold" },
  },
  { id: "n4", type: "from-a-later-release", v: 7, props: { kept: [1, { deep: true }] } },
];

describe("the page between the envelope and the canvas", () => {
  test("comes back exactly as it went: versions, slots, visibility and unknown components", () => {
    expect(fromCanvas(toCanvas(PAGE))).toEqual(PAGE);
  });

  test("gives a pasted component fresh ids all the way down and leaves the original alone", () => {
    const [, section] = toCanvas(PAGE).content;
    if (!section) throw new Error("the page has a section");
    const copy = renewed(section);
    const [node] = fromCanvas({ content: [copy] });
    const inner = node?.slots?.content?.[0];
    expect(node?.id).not.toBe("n2");
    expect(inner?.id).not.toBe("n3");
    expect(inner?.props).toEqual({ text: { "zh-CN": "正文" } });
    expect(section.props.id).toBe("n2");
  });

  test("makes ids that the node schema accepts, whatever the component's name", () => {
    const copy = renewed({ type: "a-component-with-a-rather-long-name-indeed", props: { id: "x" } });
    expect(String(copy.props.id)).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});
