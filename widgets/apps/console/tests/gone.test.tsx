/** A record that is not there still has a page: a heading, and the way back to its list. */
import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Router } from "wouter";
import type { Reading } from "../src/api/ask";
import { Speaking, say } from "../src/copy";
import { RevealPage } from "../src/parts/states";

const words = {
  locale: "zh-CN" as const,
  t: (key: string, facts?: Record<string, string | number | null | undefined>) => say("zh-CN", key, facts),
  of: String,
  change: () => undefined,
};

function page(data: { trail: string | null }): string {
  const reading = { data, again: () => undefined } as unknown as Reading<{ trail: string | null }>;
  return renderToStaticMarkup(
    <MantineProvider>
      <Speaking value={words}>
        <Router ssrPath="/trail/ent_x">
          <RevealPage
            crumb="已发权益"
            up="/rights/entitlements"
            reading={reading}
            pick={(found) => found.trail}
          >
            {(trail) => <h1>{trail}</h1>}
          </RevealPage>
        </Router>
      </Speaking>
    </MantineProvider>,
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
