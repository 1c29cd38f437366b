import { describe, expect, it } from "vitest";
import { localised, migrated, paintable, pick, rich, safeLink, safePicture, say } from "../src";

describe("words", () => {
  it("come in the page's language, Chinese where the other is missing", () => {
    expect(pick({ "zh-CN": "月", en: "moon" }, "en")).toBe("moon");
    expect(pick({ "zh-CN": "月" }, "en")).toBe("月");
    expect(pick(undefined, "en")).toBe("");
  });
  it("leave with one language only, everything else untouched", () => {
    const props = {
      title: { "zh-CN": "月", en: "moon" },
      play: "wheel",
      list: [{ "zh-CN": "一" }],
      other: { "zh-CN": "x", de: "y" },
    };
    expect(localised(props, "en")).toEqual({
      title: "moon",
      play: "wheel",
      list: ["一"],
      other: { "zh-CN": "x", de: "y" },
    });
  });
  it("keep a place whose fact is not given", () => {
    expect(say({ k: "余 {units} 份 {other}" }, "k", { units: 0 })).toBe("余 0 份 {other}");
    const left = { k: "{n|place is|places are} left of {n}" };
    expect([1, 2].map((n) => say(left, "k", { n }))).toEqual(["place is left of 1", "places are left of 2"]);
    expect(say({}, "unknown.key")).toBe("unknown.key");
  });
});

describe("rich text", () => {
  it("knows paragraphs, lists, bold words and links", () => {
    expect(rich("您好 **贵宾**\n第二行\n\n- 一\n- [规则](/a/x)")).toEqual([
      { kind: "paragraph", lines: [[{ text: "您好 " }, { text: "贵宾", bold: true }], [{ text: "第二行" }]] },
      { kind: "list", items: [[{ text: "一" }], [{ text: "规则", href: "/a/x" }]] },
    ]);
  });
  it.each([
    "[x](javascript:alert(1))",
    "[x](data:text/html,hi)",
    "[x](//evil.example)",
    "<script>alert(1)</script>",
  ])("never makes a way out of %s", (text) => {
    expect(JSON.stringify(rich(text))).not.toContain("href");
  });
});

describe("addresses", () => {
  it.each(["/art/moonrise.svg", "/media/ab.webp", "/assets/0123-x.png"])("show %s", (address) => {
    expect(safePicture(address)).toBe(address);
  });
  it("find a blob by its hash", () => {
    expect(safePicture(`sha256:${"a".repeat(64)}`)).toBe(`/media/${"a".repeat(64)}`);
  });
  it.each([
    "https://elsewhere.example/x.png",
    "javascript:alert(1)",
    "/art/../../etc",
    "//x/y",
    "data:image/png;base64,A",
    7,
  ])("never load %s", (address) => {
    expect(safePicture(address)).toBeNull();
  });
  it.each([
    "https://bank.example/a?b=1",
    "https://bank.example/files/v1..2.pdf",
    "/a/mid-autumn",
    "tel:+8621-61008888",
  ])("lead to %s", (address) => {
    expect(safeLink(address)).toBe(address);
  });
  it.each([
    "http://plain.example",
    "javascript:void(0)",
    "//elsewhere.example",
    "https://a b",
    "mailto:a@b",
    "/../../evil",
    "/a/%2e%2e/evil",
    "https://bank.example/a/..",
  ])("never lead to %s", (address) => {
    expect(safeLink(address)).toBeNull();
  });
});

describe("a saved node", () => {
  const steps = [
    (props: object) => ({ ...props, two: true }),
    (props: object) => ({ ...props, three: true }),
  ];
  const node = { id: "n", type: "hero", v: 1, props: { one: true } };
  it("passes every step to the newest version", () => {
    expect(migrated(node, steps)).toEqual({ ...node, v: 3, props: { one: true, two: true, three: true } });
    expect(migrated({ ...node, v: 2 }, steps).props).toEqual({ one: true, three: true });
  });
  it("is left alone when it is newer than this build", () => {
    const newer = { ...node, v: 9 };
    expect(migrated(newer, steps)).toBe(newer);
  });
  it("is painted at its newest version, also inside a section, and left out when it cannot be", () => {
    const inside = [node, { ...node, id: "newer", v: 9 }, { ...node, id: "unknown", type: "hologram" }];
    const section = { id: "s", type: "section", v: 1, props: {}, slots: { content: inside } };
    const hidden = { ...node, id: "hidden", visible: { op: "always" } };
    const known = (type: string) => ({ hero: steps, section: [] })[type] ?? null;
    const [kept, ...rest] = paintable([section, hidden], known);
    expect(kept?.slots?.content).toEqual([{ ...node, v: 3, props: { one: true, two: true, three: true } }]);
    expect(rest).toEqual([]);
  });
});
