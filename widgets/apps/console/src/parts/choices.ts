/** What a field offers to choose from, read from the platform. */
import { useRead } from "../api/ask";
import { RightProviders, Units } from "../api/documents_gen";
import type { Pages } from "./pages";

export interface Choice {
  value: string;
  label: string;
}

/** The most that one page of a list holds. */
const ALL = 100;

export const choicesOf = (list: Pages<{ id: string; name: string }> | undefined): Choice[] =>
  (list?.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));

/** The org units within reach. */
export function useUnits(): Choice[] {
  const reading = useRead(Units, {});
  return (reading.data?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
}

export function useProviders(): Choice[] {
  return choicesOf(useRead(RightProviders, { first: ALL }).data?.rightProviders);
}
