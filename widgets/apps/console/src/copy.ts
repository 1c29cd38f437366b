/** Words for people, from the flat copy files of every noun; one locale for the whole page, kept between visits. */
import { createContext, useContext } from "react";
import en from "./copy/en.json?whole";
import zh from "./copy/zh-CN.json?whole";

export type Locale = "zh-CN" | "en";
export type Facts = Record<string, string | number | null | undefined>;
export type Localized = Partial<Record<Locale, string>>;

export const BOOKS: Record<Locale, Record<string, string>> = { "zh-CN": zh, en };
const KEPT = "lg.locale";

export const keptLocale = (): Locale => (localStorage.getItem(KEPT) === "en" ? "en" : "zh-CN");

export function keepLocale(locale: Locale): void {
  localStorage.setItem(KEPT, locale);
  document.documentElement.lang = locale;
}

/** A number by thousands, alike in every language of the house. */
export const grouped = (figure: number): string => figure.toLocaleString("en");

const written = (fact: string | number): string => (typeof fact === "number" ? grouped(fact) : fact);

/**
 * Put the facts in their places; `{rows|row|rows}` chooses by a count, the first words for one.
 *
 * Numbers are grouped; what only looks like one, as the number of a row, is given as a string.
 */
export function fill(template: string, facts: Facts = {}): string {
  const chosen = template.replace(
    /\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g,
    (_, name: string, one: string, many: string) => (String(facts[name]) === "1" ? one : many),
  );
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => written(facts[name] ?? whole));
}

export function say(locale: Locale, key: string, facts?: Facts): string {
  return fill(BOOKS[locale][key] ?? BOOKS.en[key] ?? key, facts);
}

export const knows = (key: string): boolean => key in BOOKS["zh-CN"];

interface Words {
  locale: Locale;
  t: (key: string, facts?: Facts) => string;
  /** The reader's language out of a localized text of a document. */
  of: (text: Localized | string | null | undefined) => string;
  change: (locale: Locale) => void;
}

export const Speaking = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(Speaking);
  if (!words) throw new Error("useWords needs Speaking above it");
  return words;
}

export function readLocalized(text: Localized | string | null | undefined, locale: Locale): string {
  if (!text) return "";
  if (typeof text === "string") return text;
  return text[locale] || text["zh-CN"] || text.en || "";
}
