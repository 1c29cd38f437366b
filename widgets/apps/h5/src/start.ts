/** What the server left in the page for this script. */
import type { Locale, Node, PageFacts } from "@largesse/kernel";

export interface Start {
  readonly facts: PageFacts;
  readonly nodes: readonly Node[];
  readonly locale: Locale;
  readonly copy: Readonly<Record<string, string>>;
  readonly view: "page" | "right" | "notice";
  readonly demo: boolean;
}

export const start = JSON.parse(document.getElementById("start")?.textContent ?? "{}") as Start;
