/**
 * What a page may know of its activity before anyone is recognised.
 *
 * Invariant  odds, stock, costs, batches and the audience's rule never leave the server in a page:
 *            `factsOf` names each field that goes out, so a new field of the document stays inside.
 */
import { safePicture } from "./address";
import type { Page } from "./envelope";
import { grantsOf } from "./grants";
import { outcomesOf } from "./outcomes";
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
}

export interface PlayFacts {
  readonly title: string;
  readonly prizes: readonly Prize[];
  readonly chances: { readonly units: number; readonly period: string } | null;
}

export interface PageFacts {
  readonly slug: string;
  readonly title: string;
  readonly phase: Phase;
  readonly opens: string;
  readonly closes: string;
  readonly tz: string;
  readonly plays: Readonly<Record<string, PlayFacts>>;
  readonly disclosure: ReadonlyArray<readonly [string, string]>;
}

interface Winnable {
  readonly id: string;
  readonly title: Words;
  readonly image?: string;
  readonly effects?: readonly object[];
}
interface Play {
  readonly id: string;
  readonly title: Words;
  readonly chances?: { readonly units: number; readonly period: string };
  readonly decide?: { readonly op: string };
}
interface Right {
  readonly ref: string;
  readonly title?: Words;
  readonly category: string;
  readonly market_value_minor: number;
  readonly currency: string;
}

/** The part of the activity document that a page reads; a draft may still lack any of it. */
export interface ActivityDocument {
  readonly title?: Words;
  readonly window?: { readonly start: string; readonly end: string; readonly tz: string };
  readonly rights?: readonly Right[];
  readonly plays?: readonly Play[];
  readonly disclosure?: Readonly<Record<string, Words>>;
  readonly theme?: { readonly name: string };
  readonly share?: { readonly title: Words; readonly summary?: Words };
  readonly pages: readonly Page[];
}

/** What clients are told before they take part, in the order in which they read it. */
export const DISCLOSED = [
  "organiser",
  "entry_rule",
  "prize_list",
  "quantity",
  "odds",
  "draw_time",
  "draw_method",
  "claim_rule",
  "delivery",
  "forfeiture",
  "contact",
] as const;

/** A prize as clients read it: what gives a right is called by the right's own name, wherever it stands. */
function prizeOf(outcome: Winnable, rights: readonly Right[], locale: Locale): Prize {
  const effects = outcome.effects ?? [];
  const [granted] = grantsOf(effects);
  const right = granted && rights.find((one) => one.ref === granted.right);
  return {
    id: outcome.id,
    title: pick(right?.title, locale) || pick(outcome.title, locale),
    wins: effects.length > 0,
    image: safePicture(outcome.image),
    category: right?.category ?? null,
    value: right ? { minor: right.market_value_minor, currency: right.currency } : null,
  };
}

function playOf(play: Play, rights: readonly Right[], locale: Locale): PlayFacts {
  return {
    title: pick(play.title, locale),
    prizes: outcomesOf(play.decide).map((outcome) => prizeOf(outcome, rights, locale)),
    chances: play.chances ? { units: play.chances.units, period: play.chances.period } : null,
  };
}

/** Say what a page may know of its activity, in one language. */
export function factsOf(
  document: ActivityDocument,
  about: { slug: string; phase: Phase; locale: Locale },
): PageFacts {
  const { slug, phase, locale } = about;
  const disclosed = DISCLOSED.map((field) => [field, pick(document.disclosure?.[field], locale)] as const);
  return {
    slug,
    title: pick(document.title, locale),
    phase,
    opens: document.window?.start ?? "",
    closes: document.window?.end ?? "",
    tz: document.window?.tz ?? "Asia/Shanghai",
    plays: Object.fromEntries(
      (document.plays ?? []).map((play) => [play.id, playOf(play, document.rights ?? [], locale)]),
    ),
    disclosure: disclosed.filter(([, words]) => words !== ""),
  };
}
