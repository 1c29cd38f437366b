/**
 * What a component gets from the page it stands on. It asks through here and never fetches; what a play gives is the
 * server's answer, never the component's.
 */
import type { Locale, PageFacts, Words } from "@largesse/kernel";
import { createContext, useContext } from "react";
import type { Live } from "./live";
import type { Played } from "./played";

export type Door =
  | { readonly to: "rights" | "rules" | "adviser" | "my" }
  | { readonly to: "right"; readonly right: string };

/** A no in the client's language; facts where its document asks for them. */
export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

export interface Kit {
  /** True on the studio's canvas: nothing is asked of any server. */
  readonly editing: boolean;
  readonly locale: Locale;
  readonly facts: PageFacts;
  readonly live: Live;
  /** The time in milliseconds as the server reckons it; null until it is known. */
  now(): number | null;
  /** Choose the page's language out of a prop. */
  pick(words: Words): string;
  /** A text of the house, by its key. */
  say(key: string, facts?: Readonly<Record<string, string | number>>): string;
  /** Take part. Null when nothing was played; the page has then already told the client why. */
  play(play: string): Promise<Played | null>;
  /** The ceremony is over: show the result; settles once it is shown. */
  finish(played: Played): Promise<void>;
  /** Claim a right that was won. */
  claim(right: string): Promise<void>;
  /** Read what is the client's own, by the name of a registered document; components do it by `useOwn`. Rejects without an answer. */
  read<T>(document: string, variables: object): Promise<T>;
  /**
   * Carry out what was pressed, by the name of a registered document. Null: it was refused or lost, and the page has said
   * why, unless `says` took a refusal upon itself by true.
   */
  act<T>(document: string, ask: object, says?: (no: Refused) => boolean): Promise<T | null>;
  /** On the studio's canvas: what stands for the client's own. */
  sample?(document: string): unknown;
  /** Ask for everything on the page again. */
  refresh(): Promise<void>;
  open(door: Door): void;
  /** A component failed in this browser and is left out of the page. */
  missed?(node: string, why: unknown): void;
}

export const KitContext = createContext<Kit | null>(null);

export function useKit(): Kit {
  const kit = useContext(KitContext);
  if (kit === null) throw new Error("a component stands on a page: wrap it in KitContext");
  return kit;
}
