/** What the platform finds for the words typed into the palette, and where each record is seen. */
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useClient } from "urql";
import { Find, type FindData } from "../api/documents_gen";

type Group = FindData["find"][number];
type Row = Group["found"][number];

const PAUSE_MS = 200;
const sought = (text: string) => encodeURIComponent(text);

/** Where a record of each kind is seen, in the order in which kinds are shown. */
export const SEEN_AT: Record<string, (row: Row) => string> = {
  activity: (row) => `/activities/${row.id}`,
  client: (row) => `/clients/${row.id}`,
  own_client: (row) => `/advising/${row.id}`,
  right: (row) => `/trail/${row.id}`,
  product: (row) => `/rights/products?q=${sought(row.code)}`,
  sku: (row) => `/rights/products?tab=skus&q=${sought(row.code)}`,
  batch: (row) => `/rights/batches/${row.id}`,
  package: (row) => `/rights/packages/${row.id}`,
  budget: (row) => `/rights/budgets/${row.id}`,
  provider: (row) => `/rights/products?tab=providers&q=${sought(row.code)}`,
  plugin: (row) => `/plugins/${row.id}`,
  approval: (row) => `/approvals/${row.id}`,
  statement: (row) => `/settlement/statements/${row.id}`,
  settlement: (row) => `/settlement/batches/${row.id}`,
  staff: (row) => `/admin/staff?q=${sought(row.code)}`,
};

const KINDS = Object.keys(SEEN_AT);

export type Finding = "nothing" | "reading" | "read" | "trouble";

/** The groups found for a text; an answer that comes after other words were typed is dropped. */
export function useFound(text: string): { groups: Group[]; finding: Finding } {
  const client = useClient();
  const typed = text.trim();
  const [asked] = useDebouncedValue(typed, PAUSE_MS);
  const [told, setTold] = useState<{ text: string; groups: Group[] | null }>({ text: "", groups: [] });
  useEffect(() => {
    if (!asked) return;
    let wanted = true;
    void client
      .query(Find, { text: asked })
      .toPromise()
      .then(({ data }) => wanted && setTold({ text: asked, groups: data?.find ?? null }));
    return () => {
      wanted = false;
    };
  }, [client, asked]);
  if (!typed) return { groups: [], finding: "nothing" };
  if (told.text !== typed) return { groups: [], finding: "reading" };
  if (!told.groups) return { groups: [], finding: "trouble" };
  const groups = told.groups
    .filter((one) => one.kind in SEEN_AT)
    .sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
  return { groups, finding: "read" };
}
