/** A list's question and answer together. */
import { useRead } from "../api/ask";
import type { Registered } from "../api/registered";
import { type Asked, type Pages, useAsked } from "./list";

const PAGE = 25;

/** Read a page of a registered list; `pick` finds the connection, `extra` adds the list's own filters. */
export function useList<Row, Data>(
  // biome-ignore lint/suspicious/noExplicitAny: every list takes its own filters beside the common arguments
  document: Registered<Data, any>,
  pick: (data: Data) => Pages<Row> | null | undefined,
  extra: Record<string, unknown> = {},
  initial: Partial<Asked> = {},
) {
  const { asked, ask, calm } = useAsked(initial);
  const variables = {
    first: PAGE,
    after: calm.after,
    search: calm.search || null,
    sort: calm.sort,
    ...extra,
  };
  const reading = useRead(document, variables);
  return { asked, ask, reading, pages: reading.data ? (pick(reading.data) ?? null) : null };
}
