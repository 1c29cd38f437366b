import type { ActivityDocument, Effect, Expression } from "@largesse/contracts/documents";
import { describe, expect, test } from "vitest";
import { disconnect, givable, give, letIn, mostAt, startLike } from "../src/flow/connect";
import { type Graph, givingsOf, graphOf, type Mention } from "../src/flow/graph";
import { draw, HIGH, WIDE } from "../src/flow/layout";
import { newPlay } from "../src/settings/edits";
import { newState } from "../src/settings/states";

const found = import.meta.glob<ActivityDocument>(
  "../../../../schemas/examples/valid/{activity.v1,plays}/*.json",
  {
    eager: true,
    import: "default",
  },
);
const examples = Object.entries(found).map(([path, one]) => [path.split("/").at(-1) ?? "", one] as const);
const mentionsOf = (graph: Graph): Mention[] => graph.edges.flatMap((edge) => edge.mentions);
const at = (document: ActivityDocument, path: string): unknown =>
  path
    .split("/")
    .slice(1)
    .reduce((part: unknown, name) => (part as Record<string, unknown> | undefined)?.[name], document);

function drawn(graph: Graph) {
  const first = graph.nodes.filter(({ kind }) => kind === "trigger").map(({ id }) => id);
  return draw(
    graph.nodes.map(({ id }) => id),
    graph.edges,
    new Set(first),
  );
}

test("there are examples enough to speak for all", () => expect(examples.length).toBeGreaterThan(30));

describe.each(examples)("%s", (_, example) => {
  test("every mention stands in the document, and every effect of it is mentioned once", () => {
    const said = mentionsOf(graphOf(example));
    for (const one of said) expect(at(example, one.path), one.path).toBeDefined();
    const effects = example.plays.flatMap((play, place) =>
      givingsOf(play, place).flatMap((one) => one.effects),
    );
    expect(said.flatMap((one) => one.effect ?? [])).toHaveLength(effects.length);
  });

  test("what can be taken away goes, and nothing else goes with it", () => {
    const before = mentionsOf(graphOf(example));
    for (const one of before.filter(({ fixed }) => !fixed)) {
      const document = structuredClone(example);
      disconnect(document, one);
      const after = mentionsOf(graphOf(document));
      expect(after).toHaveLength(before.length - 1);
    }
    const same = structuredClone(example);
    for (const one of before.filter(({ fixed }) => fixed)) disconnect(same, one);
    expect(same).toEqual(example);
  });

  test("no node lies over another, and every edge goes from its source to its target", () => {
    const graph = graphOf(example);
    const { places, lines } = drawn(graph);
    const all = [...places.values()];
    for (const [index, one] of all.entries())
      for (const other of all.slice(index + 1))
        expect(Math.abs(one.x - other.x) >= WIDE || Math.abs(one.y - other.y) >= HIGH).toBe(true);
    for (const edge of graph.edges.filter(({ from, to }) => from !== to)) {
      const [line, from, to] = [lines.get(edge.id) ?? [], places.get(edge.from), places.get(edge.to)];
      expect([line.at(0), line.at(-1)].map((point) => point?.x)).toEqual(
        (from?.x ?? 0) < (to?.x ?? 0) ? [(from?.x ?? 0) + WIDE, to?.x] : [from?.x, (to?.x ?? 0) + WIDE],
      );
    }
  });
});

function two(): ActivityDocument {
  const [, example] = examples.find(([name]) => name === "autumn-wheel.json") ?? [];
  const document = structuredClone(example) as ActivityDocument;
  document.states.push(newState(document, "counter"));
  document.plays.push(newPlay(document, "certain"));
  return document;
}

test("a play brings whatever the document has something for, up to as much as a list takes", () => {
  const document = two();
  const effects = givable(document);
  expect(new Set(effects.map((one) => one.do))).toEqual(
    new Set(["grant", "points", "chance", "state", "tag", "lead_rm", "notify", "reserve"]),
  );
  expect(effects.filter((one) => one.do === "chance")).toHaveLength(document.plays.length);
  const last = document.plays.length - 1;
  const [outcome] = givingsOf(document.plays[last] ?? newPlay(document, "certain"), last);
  for (let turn = 0; turn < 7; turn += 1) give(document, last, outcome?.path ?? "", effects[0] as Effect);
  const given = mentionsOf(graphOf(document)).filter((one) => one.play === last && one.effect);
  expect(given).toHaveLength(mostAt(outcome?.when ?? "always"));
  expect(given[0]?.effect).toEqual(effects[0]);
  give(document, last, `/plays/${last}/else`, effects[0] as Effect);
  expect(document.plays[last]?.else).toEqual([effects[0]]);
});

test("a state lets into a play beside what it asks already, and out of it again", () => {
  const document = two();
  const [play] = document.plays;
  if (!play) throw new Error("the example has a play");
  const asked: Expression = {
    op: "not",
    of: { op: "or", of: [{ op: "always" }, { op: "has_tag", tag: "x" }] },
  };
  play.when = asked;
  const state = document.states.at(-1)?.id ?? "";
  letIn(document, 0, state);
  letIn(document, 0, state);
  const reads = () => mentionsOf(graphOf(document)).filter(({ relation }) => relation === "reads");
  expect(reads().map(({ path }) => path)).toEqual(["/plays/0/when/of/1", "/plays/0/when/of/2"]);
  for (let turn = 0; turn < 2; turn += 1) disconnect(document, reads()[0] as Mention);
  expect(document.plays[0]?.when).toEqual(asked);
});

test("plays that begin in the same way share a trigger", () => {
  const document = two();
  const [first] = document.plays;
  if (!first) throw new Error("the example has a play");
  first.on = { kind: "user.enter" };
  const triggers = () => graphOf(document).nodes.filter(({ kind }) => kind === "trigger");
  const before = triggers().length;
  startLike(document, document.plays.length - 1, 0);
  expect(document.plays.at(-1)?.on).toEqual(first.on);
  expect(triggers().length).toBe(before - 1);
});

test("thirty plays that feed and ask each other are drawn at once", () => {
  const document = two();
  for (let count = 0; count < 29; count += 1) {
    const play = newPlay(document, "weighted");
    play.effects = [{ do: "chance", play: document.plays[count]?.id ?? "", units: 1 }];
    play.when = { op: "gte", fact: `state.${document.states[0]?.id}`, value: count + 1 };
    play.else = [{ do: "state", state: document.states[0]?.id ?? "", by: 1 }];
    document.plays.push(play);
  }
  const begun = performance.now();
  const { places, width } = drawn(graphOf(document));
  expect(performance.now() - begun).toBeLessThan(500);
  expect(places.size).toBeGreaterThan(31);
  expect(width).toBeGreaterThan(2 * WIDE);
});
