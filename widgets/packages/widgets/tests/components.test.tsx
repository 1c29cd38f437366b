import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type Schema, Validator } from "@cfworker/json-schema";
import type { Terms } from "@largesse/contracts/documents";
import { type ActivityDocument, factsOf, type Node, PHASES, type Phase } from "@largesse/kernel";
import { KitContext, type Live, stillKit } from "@largesse/kit";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { catalogue, copyOf, FAMILIES, PageView, registry } from "../src";
import { cssByType, PARTS } from "../src/styles";

const schemasFolder = new URL("../../../../schemas/", import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, schemasFolder), "utf8"));
const shared: Schema[] = ["text", "link", "picture"].map((name) => read(`${name}.v1.schema.json`));
const document: ActivityDocument = read("examples/valid/activity.v1/autumn-wheel.json");
const terms: Terms = read("examples/valid/terms.v1/autumn-wheel.json");
const components = Object.values(catalogue);

function problems(schema: object, props: unknown): string[] {
  const validator = new Validator(schema as Schema, "2020-12", false);
  for (const one of shared) validator.addSchema(one);
  return validator.validate(props).errors.map((error) => `${error.instanceLocation} ${error.error}`);
}

const live: Live = {
  who: "client",
  phase: null,
  client: { name: "王**", tier: "铂金", adviser: null },
  chances: { wheel: 2 },
  again: {},
  queued: {},
  left: { wheel: { lounge: { units: 7, plenty: false }, tea: { units: 0, plenty: false } } },
  rights: [{ id: "ent_1", title: "贵宾厅", state: "issued", until: null, claimable: true, usable: false }],
};

function painted(
  nodes: readonly Node[],
  locale: "zh-CN" | "en" = "zh-CN",
  shown?: Live,
  phase: Phase = "running",
): string {
  const facts = factsOf(document, terms, { slug: "x", phase, locale });
  const kit = stillKit({ locale, facts, copy: copyOf[locale], live: shown });
  return renderToStaticMarkup(
    <KitContext.Provider value={kit}>
      <PageView nodes={nodes} registry={registry} />
    </KitContext.Provider>,
  );
}

const nodeOf = (type: string, props: Node["props"]): Node => ({ id: `n-${type}`, type, v: 1, props });

describe("every component", () => {
  it("of the schemas is drawn, and none is drawn without a schema", () => {
    const files = readdirSync(new URL("widgets/", schemasFolder)).map((name) => name.split(".v")[0]);
    expect(Object.keys(registry).sort()).toEqual([...new Set(files)].sort());
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(registry).sort());
  });
  it.each(components)(
    "$type has a sample that its schema takes, a family and both languages",
    (component) => {
      expect(problems(component.schema, component.sample)).toEqual([]);
      expect(FAMILIES).toContain(component.family);
      expect(component.title.en && component.title["zh-CN"]).toBeTruthy();
    },
  );
  it.each(components)(
    "$type has only defaults that its schema takes, and words for each property",
    ({ schema }) => {
      for (const [name, property] of Object.entries(
        schema.properties as Record<string, { default?: unknown; "x-title"?: object }>,
      )) {
        expect(property["x-title"], name).toHaveProperty("en");
        if ("default" in property) expect(problems({ ...property }, property.default), name).toEqual([]);
      }
    },
  );
  it.each(components)(
    "$type paints its sample in both languages without an inline style or handler",
    ({ type, sample }) => {
      for (const locale of ["zh-CN", "en"] as const) {
        const html = painted([nodeOf(type, sample)], locale, live);
        expect(html).toContain(`lg-${type}`);
        expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/);
      }
    },
  );
  it.each(components)("$type brings props of every earlier version to its newest", ({ v, steps }) => {
    expect(steps).toHaveLength(v - 1);
  });
});

const owns = components.flatMap(({ type }) => {
  const file = new URL(`../src/${type}/own.json`, import.meta.url);
  return existsSync(file) ? [{ type, samples: JSON.parse(readFileSync(file, "utf8")) }] : [];
});

describe("a component that asks for its client's own", () => {
  it.each(owns)("$type is drawn with what stands for it, in both languages", ({ type, samples }) => {
    for (const locale of ["zh-CN", "en"] as const) {
      const facts = factsOf(document, terms, { slug: "x", phase: "running", locale });
      const kit = stillKit({ locale, facts, copy: copyOf[locale], editing: true, samples });
      const node = nodeOf(type, catalogue[type]?.sample ?? {});
      const draw = (shown: typeof kit) =>
        renderToStaticMarkup(
          <KitContext.Provider value={shown}>
            <PageView nodes={[node]} registry={registry} />
          </KitContext.Provider>,
        );
      const waiting = draw(stillKit({ locale, facts, copy: copyOf[locale] }));
      expect(draw(kit)).not.toEqual(waiting);
      expect(draw(kit)).not.toMatch(/widgets\.[a-z_-]+\.|\sstyle=/);
    }
  });
});

describe("the disclosure", () => {
  const html = painted([nodeOf("disclosure", { open: true })]);
  it("tells worth, number and odds of every outcome in one table", () => {
    const rows = [...html.matchAll(/<tr><th scope="row">.*?<\/tr>/g)].map(([row]) =>
      row.replace(/<[^>]+>/g, " "),
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/机场贵宾厅单次礼遇.*贵宾厅 · 价值 ¥260 · 每人限 1 份.*200.*8%/);
    expect(rows[2]).toMatch(/月色相伴.*无奖品.*–.*72%/);
  });
  it("says people's own words beside what follows from the activity, never instead", () => {
    const [generated, own] = ["每位客户每日 3 次机会", "本行员工及其家属不参加"].map((one) =>
      html.indexOf(one),
    );
    expect(generated).toBeGreaterThan(0);
    expect(own).toBeGreaterThan(generated ?? 0);
  });
});

describe("a page of components", () => {
  it("skips a component that this build does not know", () => {
    expect(painted([nodeOf("from-the-future", {})])).not.toContain("future");
  });
  it("paints what stands inside a section", () => {
    const inside = nodeOf("rich-text", { body: { "zh-CN": "内有乾坤" } });
    const html = painted([
      { ...nodeOf("section", { heading: { "zh-CN": "题" } }), slots: { content: [inside] } },
    ]);
    expect(html).toContain("内有乾坤");
  });
  it("never loads a picture of another site", () => {
    const html = painted([
      nodeOf("image", { src: "https://elsewhere.example/x.png", alt: { "zh-CN": "图" } }),
    ]);
    expect(html).not.toContain("elsewhere");
  });
  it("says how much is left of a prize, and when it is all given", () => {
    const html = painted([nodeOf("prize-list", { play: "wheel", show_stock: true })], "zh-CN", live);
    expect(html).toContain("余 7 份");
    expect(html).toContain("已赠完");
    expect(
      painted([nodeOf("prize-list", { play: "wheel", show_stock: false })], "zh-CN", live),
    ).not.toContain("余 7 份");
  });
  it("says at the wheel when every gift has been given", () => {
    const none: Live = {
      ...live,
      left: { wheel: { lounge: { units: 0, plenty: false }, tea: { units: 0, plenty: false } } },
    };
    const wheel = [nodeOf("lottery-wheel", { play: "wheel" })];
    expect(painted(wheel, "zh-CN", none)).toContain("礼遇已全部赠完");
    expect(painted(wheel, "zh-CN", live)).toContain("您还有 2 次机会");
  });
  it("lists no prize that is none", () => {
    expect(painted([nodeOf("prize-list", { play: "wheel" })])).not.toContain("月色相伴");
  });
  it.each(PHASES)("lets one take part in a draw only while the activity runs: %s", (phase) => {
    for (const type of PARTS.draw ?? []) {
      const html = painted([nodeOf(type, { play: "wheel" })], "zh-CN", live, phase);
      expect(new RegExp(`<button[^>]*lg-${type}__go[^>]*disabled`).test(html), type).toBe(
        phase !== "running" && phase !== "preview",
      );
    }
  });
  it("gives the looks and words of draws to every component that draws, and to no other", () => {
    const sources = Object.keys(registry).filter((type) =>
      readFileSync(new URL(`../src/${type}/index.tsx`, import.meta.url), "utf8").includes("../draw/draw"),
    );
    expect(PARTS.draw).toEqual(sources.sort());
  });
  it("puts the looks of parts before those of components, which have the last word", () => {
    const parts = Object.keys(PARTS);
    expect(Object.keys(cssByType).slice(0, parts.length)).toEqual(parts);
  });
  it("offers to claim what was won", () => {
    expect(painted([nodeOf("my-rights", {})], "zh-CN", live)).toContain("领取");
  });
  it("puts back what is over, and not what is still under way", () => {
    const one = {
      id: "ent_2",
      title: "用车",
      until: "2027-01-01T00:00:00Z",
      claimable: false,
      usable: false,
    };
    const shown = (state: string) =>
      painted([nodeOf("my-rights", {})], "zh-CN", { ...live, rights: [{ ...one, state }] });
    for (const state of ["pending", "working", "suspended"]) expect(shown(state)).not.toContain("is-past");
    for (const state of ["redeemed", "expired", "revoked"]) expect(shown(state)).toContain("is-past");
  });
});

describe("what a page says", () => {
  it("says when there is a turn again, and when there is none", () => {
    const wheel = [nodeOf("lottery-wheel", { play: "wheel" })];
    const used = { ...live, chances: { wheel: 0 } };
    const again = { wheel: "2026-09-20T16:00:00+00:00" };
    expect(painted(wheel, "zh-CN", { ...used, again })).toContain("2026年9月21日 00:00 再来");
    expect(painted(wheel, "en", { ...used, again: {} })).toContain("All your turns are used");
  });
  it("calls a prize by the right's own name", () => {
    for (const type of ["lottery-wheel", "prize-list"]) {
      const html = painted([nodeOf(type, { play: "wheel" })], "en");
      expect(html).toMatch(/Airport|Wuyi/);
      expect(html).not.toContain("Tea gift box");
    }
  });
  it("says to which hour a right may be used where it is not a whole day", () => {
    const right = { id: "e", title: "厅", state: "active", claimable: false, usable: true };
    const ends = (until: string) =>
      painted([nodeOf("my-rights", {})], "zh-CN", { ...live, rights: [{ ...right, until }] });
    expect(ends("2026-12-31T16:00:00Z")).toContain("2026年12月31日");
    expect(ends("2026-12-31T16:00:00Z")).not.toContain("00:00");
    expect(ends("2026-12-31T08:50:00Z")).toContain("2026年12月31日 16:50");
  });
});

describe("the words of the phone page", () => {
  it("are complete in both languages", () => {
    expect(Object.keys(copyOf.en)).toEqual(Object.keys(copyOf["zh-CN"]));
    expect(Object.values(copyOf.en).join("")).not.toMatch(/[\u4e00-\u9fff]/);
  });
  it("have a text for every key that is said", () => {
    const sources = ["../src/", "../../../apps/h5/src/"].map((path) => new URL(path, import.meta.url));
    const files = sources.flatMap((base) =>
      readdirSync(base, { recursive: true })
        .filter((name) => /\.tsx?$/.test(String(name)))
        .map((name) => readFileSync(new URL(String(name), base), "utf8")),
    );
    const said = files.flatMap((source) =>
      [...source.matchAll(/"((?:widgets|h5)\.[a-z_.-]+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(said.length).toBeGreaterThan(40);
    expect(said.filter((key) => !(key in copyOf.en))).toEqual([]);
  });
});
