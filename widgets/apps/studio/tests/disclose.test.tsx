// @vitest-environment happy-dom
/** What follows from the settings stands beside the fields and cannot be typed; a flag is asked by yes or no. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ActivityDocument, Expression } from "@largesse/contracts/documents";
import { MantineProvider } from "@mantine/core";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { createStore } from "zustand";
import { Desk, type DeskView, Told, type ToldView } from "../src/desk";
import { begun } from "../src/history";
import { Clause } from "../src/settings/Clause";
import { Disclose } from "../src/settings/Disclose";

const read = (kind: string) => {
  const folder = join(import.meta.dirname, "../../../../schemas/examples/valid");
  return JSON.parse(readFileSync(join(folder, `${kind}.v1/autumn-wheel.json`), "utf8"));
};
const document_: ActivityDocument = { ...read("activity"), disclosure: {} };
const desk: DeskView = {
  history: createStore(() => begun(document_)),
  edit: () => {},
  now: () => document_,
  vocabulary: {
    facts: [
      { name: "is_staff", kind: "flag", title: "本行员工或家属", values: [] },
      { name: "class", kind: "text", title: "客户分类", values: [] },
    ],
    events: [],
    tiers: [],
  },
  ports: {} as DeskView["ports"],
  editable: true,
};
const told = (terms: ToldView["terms"]): ToldView => ({ stock: [], missing: new Set(), problems: [], terms });

async function shown(what: ReactNode, terms: ToldView["terms"] = null): Promise<HTMLElement> {
  const place = document.body.appendChild(document.createElement("div"));
  await act(async () =>
    createRoot(place).render(
      <MantineProvider env="test">
        <Desk.Provider value={desk}>
          <Told.Provider value={told(terms)}>{what}</Told.Provider>
        </Desk.Provider>
      </MantineProvider>,
    ),
  );
  return place;
}

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  Object.assign(document, { fonts: new EventTarget() }); // this document has none, and a field waits for them
});

test("the generated part is text and a table, and holds no field", async () => {
  const place = await shown(<Disclose />, read("terms"));
  const parts = [...place.querySelectorAll("section[aria-label*='由设置生成']")];
  expect(parts).toHaveLength(7);
  expect(parts.every((part) => part.querySelector("input, textarea") === null)).toBe(true);
  const prizes = parts.find((part) => part.querySelector("table"));
  expect(prizes?.textContent).toMatch(/机场贵宾厅单次礼遇CNY 260.00200 ?8%/);
  expect(place.querySelector("textarea[aria-label='主办方 中文']")).not.toBeNull();
});

test("before anything is known the fields stand alone", async () => {
  const place = await shown(<Disclose />);
  expect(place.querySelector("section[aria-label*='由设置生成']")).toBeNull();
});

test.each([
  [{ op: "eq", fact: "is_staff", value: true }, "是"],
  [{ op: "eq", fact: "is_staff", value: false }, "否"],
])("the flag of %j is chosen, not typed", async (rule, word) => {
  const place = await shown(<Clause rule={rule as Expression} put={() => {}} />);
  expect([...place.querySelectorAll("input")].map((one) => one.value)).toContain(word);
});
