/** What a second person reads of an order that is said to be served, and where one went that was given on. */
import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Router } from "wouter";
import type { OrderCaseShown } from "../src/api/documents_gen";
import { Speaking, say } from "../src/copy";
import { Zone } from "../src/parts/time";
import { orderDoneCase } from "../src/rooms/rights/orders/Case";
import { Told } from "../src/rooms/rights/orders/Side";

const DONE = {
  order: "ord_01hzy3",
  title: { "zh-CN": "机场贵宾厅单次礼遇", en: "Airport lounge" },
  state: "unknown",
  words: "The lounge wrote that he was there",
  reference: "mail of 9 November",
  unit_cost_minor: 60_000,
  currency: "CNY",
};

const words = {
  locale: "en" as const,
  t: (key: string, facts?: Record<string, string | number | null | undefined>) => say("en", key, facts),
  of: (text: unknown) => (text as typeof DONE.title).en,
  change: () => undefined,
};
const drawn = (shown: ReactNode) =>
  renderToStaticMarkup(
    <MantineProvider>
      <Speaking value={words}>
        <Zone.Provider value="Asia/Shanghai">
          <Router ssrPath="/approvals/apr_x">{shown}</Router>
        </Zone.Provider>
      </Speaking>
    </MantineProvider>,
  );

test("the order is named by what it is called, and how it stood is said apart", () => {
  const markup = drawn(
    <orderDoneCase.Case subject="" summary={{}} difference={{ before: null, after: DONE }} />,
  );
  const said = (word: string) => new RegExp(`<dt[^>]*>${word}</dt><dd[^>]*>(.*?)</dd>`).exec(markup)?.[1];
  expect(said("Order")).toMatch(/^<a href="[^"]*\/rights\/orders\/ord_01hzy3"[^>]*>ord_01hzy3<\/a>$/);
  expect(said("State when proposed")).toContain("Unknown");
});

test("an order that was given to another provider says to whom, and leads to the order there", () => {
  const order = { events: [], turns: [], notes: [], files: [] } as unknown as OrderCaseShown["order"];
  const follows = {
    id: "ord_next",
    providerName: "Tea House",
    state: "created",
    placedAt: "2026-11-09T08:00:00Z",
  };
  const markup = drawn(<Told of={{ order, providerName: "Lounge", follows }} />);
  expect(markup).toContain("Went on as a new order at Tea House");
  expect(markup).toMatch(/<a href="[^"]*\/rights\/orders\/ord_next"/);
  expect(drawn(<Told of={{ order, providerName: "Lounge", follows: null }} />)).not.toContain("<a ");
});
