/** A list's question and answer together. */
import { useCallback } from "react";
import { useRead } from "../api/ask";
import { readForFile } from "../api/client";
import type { Registered } from "../api/registered";
import { type AskedAt, useAsked } from "./address";
import type { Pages } from "./list";

const PAGE = 25;
const PAGE_OF_FILE = 100;

/** Read a page of a registered list; `pick` finds the connection, `extra` adds the list's own filters. */
export function useList<Row, Data>(
  // biome-ignore lint/suspicious/noExplicitAny: every list takes its own filters beside the common arguments
  document: Registered<Data, any>,
  pick: (data: Data) => Pages<Row> | null | undefined,
  extra: Record<string, unknown> = {},
  at: AskedAt = {},
) {
  const { asked, ask } = useAsked(at);
  const filters = { search: asked.search || null, sort: asked.sort, ...extra };
  const reading = useRead(document, { first: at.size ?? PAGE, after: asked.after, ...filters });
  const told = JSON.stringify(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `pick` is the list's own and never changes its meaning
  const page = useCallback(
    async (after: string | null) => {
      const variables = { first: PAGE_OF_FILE, after, ...JSON.parse(told) };
      const answer = await readForFile(document, variables);
      return answer.data ? (pick(answer.data) ?? null) : null;
    },
    [document, told],
  );
  return { asked, ask, reading, page, pages: reading.data ? (pick(reading.data) ?? null) : null };
}
