/** A kit for pages that only stand there: the server's first paint and the studio's canvas. */
import { type Copy, type Locale, type PageFacts, pick, say } from "@largesse/kernel";
import type { Kit } from "./kit";
import { type Live, NOTHING_YET } from "./live";

export interface StillPage {
  readonly locale: Locale;
  readonly facts: PageFacts;
  readonly copy: Copy;
  readonly editing?: boolean;
  readonly live?: Live;
  /** What stands for the client's own, by document. */
  readonly samples?: Readonly<Record<string, unknown>>;
}

const nothing = (): void => undefined;

export function stillKit(page: StillPage): Kit {
  const { locale, facts, copy, editing = false, live = NOTHING_YET, samples } = page;
  return {
    editing,
    locale,
    facts,
    live,
    now: () => Date.now(),
    pick: (words) => pick(words, locale),
    say: (key, said) => say(copy, key, said),
    play: async () => null,
    finish: async () => undefined,
    claim: async () => undefined,
    read: async () => Promise.reject(new Error("a page that stands still asks nobody")),
    act: async () => null,
    ...(samples ? { sample: (document: string) => samples[document] } : {}),
    refresh: async () => undefined,
    open: nothing,
  };
}
