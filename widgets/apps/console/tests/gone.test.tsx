/** What is not there: a record keeps its page, and a part of a page is left out only where nothing went wrong. */
import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Router } from "wouter";
import type { Reading } from "../src/api/ask";
import { Speaking, say } from "../src/copy";
import { Absent, RevealPage } from "../src/parts/states";

const words = {
  locale: "zh-CN" as const,
  t: (key: string, facts?: Record<string, string | number | null | undefined>) => say("zh-CN", key, facts),
  of: String,
  change: () => undefined,
};

const drawn = (children: ReactNode): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <Speaking value={words}>
        <Router ssrPath="/trail/ent_x">{children}</Router>
      </Speaking>
    </MantineProvider>,
  );

function page(data: { trail: string | null }): string {
  const reading = { data, again: () => undefined } as unknown as Reading<{ trail: string | null }>;
  return drawn(
    <RevealPage crumb="已发权益" up="/rights/entitlements" reading={reading} pick={(found) => found.trail}>
      {(trail) => <h1>{trail}</h1>}
    </RevealPage>,
  );
}

test("what does not exist is told below a heading, with a link to its list", () => {
  const gone = page({ trail: null });
  expect(gone).toContain("<h1>已发权益</h1>");
  expect(gone).toContain('href="/rights/entitlements"');
  expect(gone).toContain(say("zh-CN", "gone.title"));
});

test("what exists brings its own heading, and there is one", () => {
  expect(page({ trail: "茶礼" }).match(/<h1>.*?<\/h1>/g)).toEqual(["<h1>茶礼</h1>"]);
});

test("a part that could not be read says so; one that has nothing, or is not open to the reader, is left out", () => {
  const part = (trouble?: object) => drawn(<Absent of={{ trouble } as Reading<unknown>} />);
  const refused = (code: string) => part({ graphQLErrors: [{ extensions: { code } }] });
  expect(refused("kernel.broken")).toContain(say("zh-CN", "trouble.title"));
  const nothing = part();
  expect(nothing).not.toContain(say("zh-CN", "trouble.title"));
  expect(refused("kernel.not_allowed")).toBe(nothing);
});
