/** A field that chooses a record of one kind: looked for on the platform, shown by its name. */
import { Picker, type PickerProps, type Source } from "@largesse/studio/picker";
import { useMemo } from "react";
import { useClient } from "urql";
import { Choices, Chosen } from "../api/documents_gen";
import { useWords } from "../copy";

/** Kinds that the platform's rooms let be chosen. */
export type RecordKind =
  | "activity"
  | "batch"
  | "bookable"
  | "budget"
  | "client"
  | "colleague"
  | "fulfiller"
  | "handable"
  | "joining_statement"
  | "package"
  | "points"
  | "picture"
  | "poolless"
  | "product"
  | "profile"
  | "provider"
  | "shareable"
  | "sku"
  | "unit"
  | "place"
  | "resource"
  | "right";

/** Where records of a kind come from; `of`: what they are chosen for. */
function useSource(kind: RecordKind, of: string | undefined): Source {
  const client = useClient();
  return useMemo(
    () => ({
      look: async (search, after) => {
        const asked = { kind, after, search: search || null, of: of ?? null };
        const page = (await client.query(Choices, asked).toPromise()).data?.choices;
        if (!page) return null;
        const { hasNextPage, endCursor } = page.pageInfo;
        return { rows: page.edges.map(({ node }) => node), next: hasNextPage ? (endCursor ?? null) : null };
      },
      name: async (id) => {
        const { data } = await client.query(Chosen, { kind, ids: [id] }).toPromise();
        return data?.chosen[0] ?? null;
      },
    }),
    [client, kind, of],
  );
}

export interface RecordPickerProps extends Omit<PickerProps, "source" | "say"> {
  kind: RecordKind;
  of?: string | undefined;
}

export function RecordPicker({ kind, of, ...field }: RecordPickerProps) {
  const { t } = useWords();
  return <Picker {...field} source={useSource(kind, of)} say={t} />;
}
