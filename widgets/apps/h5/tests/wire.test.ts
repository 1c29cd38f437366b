/** What a phone makes of nets that are lost at any point of an answer: a real server, and real bytes. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ask, Broken, Unreached } from "../src/wire";

type Answers = (answer: ServerResponse) => void;
let answers: Answers;
const server = createServer((_, answer) => answers(answer));
const PATIENCE_MS = 12_000; // as in the phone; here it passes twenty times as fast
const { fetch: sends, setTimeout: waits } = globalThis;

beforeAll(async () => {
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => sends(`http://127.0.0.1:${port}${path}`, init));
  vi.stubGlobal("setTimeout", (run: () => void, ms: number, ...more: []) =>
    waits(run, ms === PATIENCE_MS ? ms / 20 : ms, ...more),
  );
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

const GIVEN = JSON.stringify({ data: { took: 1 } });
const SHORT = GIVEN.slice(0, 9);

test.each<[string, Answers]>([
  ["no answer comes", () => undefined],
  ["the answer stops in its middle", (answer) => void answer.writeHead(200).write(SHORT)],
  ["the connection ends in its middle", (answer) => void answer.write(SHORT, () => answer.destroy())],
  ["a gateway answers", (answer) => void answer.writeHead(502).end("<html>Bad Gateway</html>")],
])("where %s, nobody knows whether it was done", async (_, how) => {
  answers = how;
  await expect(ask("id", {})).rejects.toBeInstanceOf(Unreached);
});

test.each<[string, Answers]>([
  ["an error", (answer) => void answer.writeHead(200).end(JSON.stringify({ errors: [{}], data: null }))],
  ["a page", (answer) => void answer.writeHead(200).end("<html>Sign in to this Wi-Fi</html>")],
])("%s is no answer", async (_, how) => {
  answers = how;
  await expect(ask("id", {})).rejects.toBeInstanceOf(Broken);
});

test("a slow answer is taken", async () => {
  answers = (answer) => {
    answer.writeHead(200).write(SHORT);
    waits(() => answer.end(GIVEN.slice(9)), 100);
  };
  expect(await ask("id", {})).toEqual({ took: 1 });
});
