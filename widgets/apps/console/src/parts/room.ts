/** How a text stands in a row of a table beside longer ones. */
import type { ReactNode } from "react";

const SHORT_EM = 8;
/** From here on letters are as wide as they are high: Chinese, Japanese, Korean. */
const FULL_WIDTH = 0x2e80;
const LATIN_EM = 0.62;

const widthOf = (letter: string): number => ((letter.codePointAt(0) ?? 0) >= FULL_WIDTH ? 1 : LATIN_EM);

/** Whether a cell's text stays in one line or gives way; a cell of anything else says itself what it needs. */
export function roomOf(shown: ReactNode): "short" | "long" | undefined {
  if (typeof shown !== "string") return undefined;
  return [...shown].reduce((sum, letter) => sum + widthOf(letter), 0) > SHORT_EM ? "long" : "short";
}
