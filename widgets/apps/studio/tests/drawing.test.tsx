// @vitest-environment happy-dom
/** A key that is pressed in one play draws no other play's form anew, however many there are. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ActivityDocument, Play } from "@largesse/contracts/documents";
import { MantineProvider } from "@mantine/core";
import { act, memo, Profiler, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { Desk, type DeskView, Told, useDocument } from "../src/desk";
import { useDraft } from "../src/draft";
import type { Opened, Ports } from "../src/ports";
import { newPlay } from "../src/settings/edits";
import { OnePlay } from "../src/settings/OnePlay";

const file = join(import.meta.dirname, "../../../../schemas/examples/valid/activity.v1/autumn-wheel.json");
const document_: ActivityDocument = JSON.parse(readFileSync(file, "utf8"));
document_.plays.push(newPlay(document_, "certain"));
const ports = {
  reached: () => () => {},
  save: async () => ({ outcome: "trouble", message: "" }),
} as unknown as Ports;
const opened = {
  id: "act_1",
  author: "stf_1",
  version: 0,
  document: document_,
  actions: ["save"],
} as unknown as Opened;
const told = { stock: [], missing: new Set<string>(), problems: [], terms: null };
const vocabulary = { facts: [], events: [], tiers: [] };

/** What tells of a drawing is not drawn itself as long as its play stays the very same. */
const Watched = memo(function Watched({
  play,
  at,
  drawn,
}: {
  play: Play;
  at: number;
  drawn: (id: string) => void;
}) {
  return (
    <Profiler id={play.id} onRender={drawn}>
      <OnePlay play={play} at={at} />
    </Profiler>
  );
});

function Forms({ drawn }: { drawn: (id: string) => void }) {
  const plays = useDocument((document) => document.plays);
  return plays.map((play, at) => <Watched key={play.id} play={play} at={at} drawn={drawn} />);
}

function Bench({ drawn, given }: { drawn: (id: string) => void; given: (desk: DeskView) => void }) {
  const { history, edit, now } = useDraft(opened, ports);
  const desk = useMemo(
    () => ({ history, edit, now, vocabulary, ports, editable: true }),
    [history, edit, now],
  );
  given(desk);
  return (
    <Desk.Provider value={desk}>
      <Told.Provider value={told}>
        <Forms drawn={drawn} />
      </Told.Provider>
    </Desk.Provider>
  );
}

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  Object.assign(document, { fonts: new EventTarget() }); // this document has none, and a field waits for them
});

test("only the play that is written in is drawn anew", async () => {
  const drawn: string[] = [];
  const note = (id: string) => void drawn.push(id);
  let desk: DeskView | undefined;
  const place = document.body.appendChild(document.createElement("div"));
  await act(async () =>
    createRoot(place).render(
      <MantineProvider env="test">
        <Bench drawn={note} given={(one) => (desk = one)} />
      </MantineProvider>,
    ),
  );
  const [first, second] = document_.plays.map((play) => play.id);
  expect(new Set(drawn)).toEqual(new Set([first, second]));
  drawn.length = 0;
  await act(async () =>
    desk?.edit((d) => void Object.assign(d.plays[1] ?? {}, { title: { "zh-CN": "写着" } })),
  );
  expect(drawn).toContain(second);
  expect(desk?.now().plays[0]).toBe(document_.plays[0]);
  expect(drawn.filter((id) => id === first)).toEqual([]);
});
