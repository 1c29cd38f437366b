/**
 * What a page may know of its activity before anyone is recognised.
 *
 * Invariant  costs, batches and the audience's rule never leave the server in a page: `factsOf` names each field that
 *            goes out, so a new field of the document stays inside. What may be won, how often and how many there are
 *            comes from the terms, which the server generates: a slice and the disclosure cannot differ.
 */
import type { Disclosure, Terms, TermsOutcome, TermsPlay } from "@largesse/contracts/documents";
import { safePicture } from "./address";
import type { Page } from "./envelope";
import { type Locale, pick, type Words } from "./text";

export const PHASES = ["preview", "soon", "running", "paused", "ended", "halted"] as const;
export type Phase = (typeof PHASES)[number];

/** Whether one can take part now; a preview looks as if. */
export const isOpen = (phase: Phase): boolean => phase === "running" || phase === "preview";

export interface Prize {
  readonly id: string;
  readonly title: string;
  readonly wins: boolean;
  readonly image: string | null;
  readonly category: string | null;
  readonly value: { readonly minor: number; readonly currency: string } | null;
  /** Chance at each attempt in parts per million; null where chance does not decide. */
  readonly ppm: number | null;
  /** How many there are in the whole activity, and for one client; null: nothing bounds them. */
  readonly total: number | null;
  readonly each: number | null;
}

export interface PlayFacts {
  readonly title: string;
  readonly byChance: boolean;
  readonly prizes: readonly Prize[];
  /** What takes an exhausted prize's place, where that gives something too. */
  readonly instead: readonly Prize[];
  readonly chances: { readonly units: number; readonly period: string } | null;
}

/** One field of the disclosure: what follows from the activity, and what people say beside it. */
export interface Disclosed {
  readonly field: DisclosedField;
  readonly lines: readonly string[];
  readonly words: string;
}

export interface PageFacts {
  readonly slug: string;
  readonly title: string;
  readonly phase: Phase;
  readonly opens: string;
  readonly closes: string;
  readonly tz: string;
  readonly plays: Readonly<Record<string, PlayFacts>>;
  readonly disclosure: readonly Disclosed[];
}

/** The part of the activity document that a page reads; a draft may still lack any of it. */
export interface ActivityDocument {
  readonly title?: Words;
  readonly window?: { readonly start: string; readonly end: string; readonly tz: string };
  readonly disclosure?: Readonly<Record<string, Words>>;
  readonly theme?: { readonly name: string };
  readonly share?: { readonly title: Words; readonly summary?: Words };
  readonly pages: readonly Page[];
}

/** What clients are told before they take part, in the order in which they read it. */
export const DISCLOSED = [
  "window",
  "organiser",
  "entry_rule",
  "prize_list",
  "quantity",
  "odds",
  "draw_time",
  "draw_method",
  "claim_rule",
  "use_rule",
  "delivery",
  "forfeiture",
  "winners",
  "contact",
] as const;
export type DisclosedField = (typeof DISCLOSED)[number];

/** What the activity itself says is a sentence there, or a row of the table of prizes. */
export const GENERATED: ReadonlySet<DisclosedField> = new Set([
  "window",
  "entry_rule",
  "prize_list",
  "quantity",
  "odds",
  "draw_time",
  "draw_method",
] as const);

function prizeOf(outcome: TermsOutcome, locale: Locale): Prize {
  const { worth_minor: minor, currency } = outcome;
  return {
    id: outcome.id,
    title: pick(outcome.title, locale),
    wins: outcome.wins,
    image: safePicture(outcome.image),
    category: outcome.category ?? null,
    value: minor !== undefined && currency ? { minor, currency } : null,
    ppm: outcome.ppm ?? null,
    total: outcome.stock ?? null,
    each: outcome.per_client ?? null,
  };
}

function playOf(play: TermsPlay, locale: Locale): PlayFacts {
  const told = (some: readonly TermsOutcome[]) => some.map((outcome) => prizeOf(outcome, locale));
  return {
    title: pick(play.title, locale),
    byChance: play.by_chance,
    prizes: told(play.outcomes.filter((one) => !one.fallback)),
    instead: told(play.outcomes.filter((one) => one.fallback && one.wins)),
    chances: play.chances ? { units: play.chances.units, period: play.chances.period } : null,
  };
}

/** Put what follows from the activity and what people say beside it together, field by field. */
export function disclosedOf(
  disclosure: Disclosure | Readonly<Record<string, Words>> | undefined,
  terms: Terms | null,
  locale: Locale,
): Disclosed[] {
  const written = disclosure as Readonly<Record<string, Words>> | undefined;
  const prizes = terms?.plays.some((play) => play.outcomes.some((one) => one.wins)) ?? false;
  return DISCLOSED.map((field) => ({
    field,
    lines: terms?.said.find((part) => part.field === field)?.lines.map((line) => pick(line, locale)) ?? [],
    words: pick(written?.[field], locale),
  })).filter(
    ({ field, lines, words }) => lines.length > 0 || words !== "" || (field === "prize_list" && prizes),
  );
}

/** Say what a page may know of its activity, in one language; without terms it knows of no play. */
export function factsOf(
  document: ActivityDocument,
  terms: Terms | null,
  about: { slug: string; phase: Phase; locale: Locale },
): PageFacts {
  const { slug, phase, locale } = about;
  return {
    slug,
    title: pick(document.title, locale),
    phase,
    opens: document.window?.start ?? "",
    closes: document.window?.end ?? "",
    tz: document.window?.tz ?? "Asia/Shanghai",
    plays: Object.fromEntries((terms?.plays ?? []).map((play) => [play.id, playOf(play, locale)])),
    disclosure: disclosedOf(document.disclosure, terms, locale),
  };
}
