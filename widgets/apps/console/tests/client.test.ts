import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { client, readForFile } from "../src/api/client";
import { registered } from "../src/api/registered";

const list = registered<{ rows: number }, { first: number }>("a1");

beforeEach(() => vi.stubEnv("NODE_ENV", "production")); // a registered document has no text for urql to look into
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** Listen to what is posted, and answer when both questions are on their way. */
function listening() {
  const heard: unknown[] = [];
  let both = () => {};
  const there = new Promise<void>((done) => {
    both = done;
  });
  vi.stubGlobal("localStorage", { getItem: () => "en" });
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    heard.push(JSON.parse(String(init.body)));
    if (heard.length === 2) both();
    await there;
    return new Response(JSON.stringify({ data: { rows: heard.length } }), {
      headers: { "content-type": "application/json" },
    });
  });
  return heard;
}

test("a page for a file says so, also while the screen asks the very same", async () => {
  const heard = listening();
  const screen = client.query(list, { first: 100 }).toPromise();
  const file = readForFile(list, { first: 100 });
  await Promise.all([screen, file]);
  expect(heard).toEqual([
    { id: "a1", variables: { first: 100 } },
    { id: "a1", variables: { first: 100 }, extensions: { file: true } },
  ]);
});
