/**
 * A column mapping as the form holds it.
 *
 * Invariant  what nobody changed is kept as it came, also rules that no field shows; a rule that says nothing is
 *            left out, so that the usual one holds
 */
import type { Refusal } from "../../../api/ask";
import type { Body } from "./lines";

export const BLANK: Body = { name: "", version: 1, columns: {} };

/** A saved mapping as the beginning of the next version. */
export const begunFrom = (kept: Body): Body => ({ ...kept, version: kept.version + 1 });

const saysNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** The mapping with a rule set; without it where nothing is said. */
export function ruled(body: Body, rule: string, value: unknown): Body {
  const { [rule]: _, ...rest } = body;
  return (saysNothing(value) ? rest : { ...rest, [rule]: value }) as Body;
}

/** What is saved: a field without headings is none. */
export const written = (body: Body): string =>
  JSON.stringify({
    ...body,
    columns: Object.fromEntries(Object.entries(body.columns).filter(([, heads]) => heads.length > 0)),
  });

/** A rule's words; none where it says nothing. */
export const wordsOf = (body: Body, rule: string): string[] => (body[rule] as string[] | undefined) ?? [];

const kindsOf = (body: Body) => (body.line_types as Record<string, string> | undefined) ?? {};

/** The file's words for a kind of line. */
export const wordsOfKind = (body: Body, kind: string): string[] =>
  Object.entries(kindsOf(body))
    .filter(([, found]) => found === kind)
    .map(([word]) => word);

/** The mapping with the file's words for a kind of line; a word means one kind, the last that was said. */
export function kindWritten(body: Body, kind: string, words: string[]): Body {
  const others = Object.entries(kindsOf(body)).filter(
    ([word, found]) => found !== kind && !words.includes(word),
  );
  const all = [...others, ...words.map((word) => [word, kind] as const)];
  return ruled(body, "line_types", all.length ? Object.fromEntries(all) : null);
}

interface Trailer {
  words: string[];
  [other: string]: unknown;
}

export const trailerWords = (body: Body): string[] => (body.trailer as Trailer | undefined)?.words ?? [];

/** The mapping with the words of its row of totals; what else it says of that row is kept. */
export function trailerWritten(body: Body, words: string[]): Body {
  const { words: _, ...rest } = (body.trailer as Trailer | undefined) ?? { words };
  const kept = Object.values(rest).some((value) => value !== null && value !== false);
  return ruled(body, "trailer", words.length || kept ? { ...rest, words } : null);
}

const WITHIN = "profile/";

/** The field that a refusal is about: `unit` (whose mapping it is), `rule/unit`, `rule/columns/gross`; null: none. */
export function placeOf(refusal: Refusal | null): string | null {
  const path = refusal?.path ?? "";
  if (!path.startsWith(WITHIN)) return path || null;
  const [rule = "", field = ""] = path.slice(WITHIN.length).split("/");
  return rule === "columns" ? `rule/columns/${field}` : `rule/${rule}`;
}
