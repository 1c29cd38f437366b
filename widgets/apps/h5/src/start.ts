/** What the server left in the page for this script. */
import type { Locale, Node, PageFacts } from "@largesse/kernel";

export interface Start {
  readonly facts: PageFacts;
  readonly nodes: readonly Node[];
  readonly locale: Locale;
  readonly copy: Readonly<Record<string, string>>;
  readonly view: "page" | "my" | "right" | "draw" | "notice";
  readonly demo: boolean;
  /** The bank's telephone for its clients; empty: none is known. */
  readonly service?: string;
  /** The file of each component on the page, by type. */
  readonly chunks?: Readonly<Record<string, string>>;
}

export const start = JSON.parse(document.getElementById("start")?.textContent ?? "{}") as Start;
