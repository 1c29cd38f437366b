/**
 * Text in the pieces that a reader takes for one sign: a letter with its marks, a flag, a family of emoji.
 *
 * The engine that paints on the server has no `Intl.Segmenter`, and both paints must cut alike; so the rule is one
 * expression: a pair of regional signs, an emoji with its modifiers and joined companions, else a sign with its marks.
 */
const MARKS = "[\\p{M}\\p{EMod}\\u{FE0F}\\u{E0020}-\\u{E007F}]*";
const SIGN = new RegExp(`\\p{RI}\\p{RI}|[^\\p{M}]${MARKS}(?:\\u{200D}[^\\p{M}]${MARKS})*|[^]`, "gu");

export const graphemes = (text: string): string[] => text.match(SIGN) ?? [];

/** How much room a text takes, in signs. */
export const lengthOf = (text: string): number => graphemes(text).length;

/** At most so many signs of a text, the last one the sign that it goes on. */
export function cut(text: string, most: number): string {
  const signs = graphemes(text);
  return signs.length <= most
    ? text
    : `${signs
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}
