/** Words for people: one language out of several, and facts filled into a sentence. */

export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** What a page holds for words: all languages, or the one already chosen. */
export type Words = string | Readonly<Partial<Record<Locale, string>>> | null | undefined;

export type Copy = Readonly<Record<string, string>>;

export function pick(words: Words, locale: Locale): string {
  if (words === null || words === undefined) return "";
  if (typeof words === "string") return words;
  return words[locale] ?? words["zh-CN"] ?? "";
}

function isWords(value: object): value is Exclude<Words, string | null | undefined> {
  const keys = Object.keys(value);
  return "zh-CN" in value && keys.every((key) => (LOCALES as readonly string[]).includes(key));
}

/** Choose one language everywhere inside a value; the page that travels holds one language only. */
export function localised<T>(value: T, locale: Locale): T {
  if (Array.isArray(value)) return value.map((item) => localised(item, locale)) as T;
  if (value === null || typeof value !== "object") return value;
  if (isWords(value)) return pick(value, locale) as T;
  const entries = Object.entries(value).map(([key, inside]) => [key, localised(inside, locale)]);
  return Object.fromEntries(entries) as T;
}

/**
 * Fill `{fact}` places, and choose in `{fact|one|more}` by the number; a place without its fact stays as it is, and an
 * unknown key is its own text.
 */
export function say(copy: Copy, key: string, facts: Readonly<Record<string, string | number>> = {}): string {
  return (copy[key] ?? key).replace(
    /\{(\w+)(?:\|(.+?)\|(.+?))?}/g,
    (place, name, one, more) => (one ? (facts[name] === 1 ? one : more) : (facts[name] ?? place)) as string,
  );
}
