/** A list's question and answer together. */
import { useCallback } from "react";
import { useRead } from "../api/ask";
import { readForFile } from "../api/client";
import type { Registered } from "../api/registered";
import { type AskedAt, useAsked } from "./address";
import type { Pages } from "./pages";

const PAGE = 25;
const PAGE_OF_FILE = 100;

/** A list's own filters beside what every list takes. */
type Filters<Vars> = Omit<Vars, "first" | "after" | "search" | "sort">;
type SortOf<Vars> = Vars extends { sort?: infer Sort } ? Extract<Sort, string> : never;
type Given<Vars> =
  Partial<Filters<Vars>> extends Filters<Vars>
    ? [filters?: Filters<Vars>, at?: AskedAt<SortOf<Vars>>]
    : [filters: Filters<Vars>, at?: AskedAt<SortOf<Vars>>];

/** Read a page of a registered list; `pick` finds the connection. */
export function useList<Data, Vars extends object, Row>(
  document: Registered<Data, Vars>,
  pick: (data: Data) => Pages<Row> | null | undefined,
  ...[own, at = {}]: Given<Vars>
) {
  const { asked, ask } = useAsked<SortOf<Vars>>(at);
  const filters = { search: asked.search || null, sort: asked.sort, ...own };
  const reading = useRead(document, { first: at.size ?? PAGE, after: asked.after, ...filters } as Vars);
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
