/** The studio's words, from its own flat copy files. */
import { createContext, useContext } from "react";
import en from "../copy/en.json";
import zh from "../copy/zh-CN.json";
import type { Locale } from "./ports";

type Facts = Record<string, string | number>;
const BOOKS: Record<Locale, Record<string, string>> = { "zh-CN": zh, en };

export interface Words {
  locale: Locale;
  t: (key: string, facts?: Facts) => string;
  of: (text: { "zh-CN"?: string; en?: string } | undefined) => string;
}

export function wordsIn(locale: Locale): Words {
  return {
    locale,
    t: (key, facts = {}) =>
      (BOOKS[locale][key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
        String(facts[name] ?? whole),
      ),
    of: (text) => text?.[locale] || text?.["zh-CN"] || text?.en || "",
  };
}

export const Speaking = createContext<Words>(wordsIn("zh-CN"));
export const useWords = (): Words => useContext(Speaking);
