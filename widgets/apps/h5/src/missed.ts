/** Tell the house which component failed on this phone: the kind of error and its place in our scripts, nothing else. */
import type { PageFacts } from "@largesse/kernel";

const told = new Set<string>();
const TOLD_MAX = 5;

const errorOf = (why: unknown): Partial<Error> => why ?? {};

/** Where the error was thrown, `entry.js:1:204`: only our own scripts have such a name. */
export const placeOf = (why: unknown): string =>
  String(errorOf(why).stack).match(/\/assets\/([\w.-]{1,80}:\d{1,7}:\d{1,7})/)?.[1] ?? "";

/** The kind of an error; a message might hold what belongs to a client, so it stays here. */
export const kindOf = (why: unknown): string =>
  String(errorOf(why).name).match(/^[A-Z][A-Za-z]{0,39}$/)?.[0] ?? "Error";

/** Tell once of each component, a few a page; a draft that is looked at is nobody's page yet. */
export function missed({ slug, phase }: PageFacts, node: string, why: unknown): void {
  if (phase === "preview" || !slug || told.has(node) || told.size >= TOLD_MAX) return;
  told.add(node);
  const body = JSON.stringify({ node, kind: kindOf(why), at: placeOf(why) });
  const headers = { "content-type": "application/json" };
  void fetch(`/a/${encodeURIComponent(slug)}/left-out`, {
    method: "POST",
    headers,
    body,
    keepalive: true,
  }).catch(() => undefined);
}
