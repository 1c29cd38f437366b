/** What comes after the page: the client's own, and what is left of each prize. */

import type { Phase } from "@largesse/kernel";

export interface Left {
  readonly units: number;
  /** Above this the page says "plenty", not the number. */
  readonly plenty: boolean;
}

export interface MyRight {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly until: string | null;
  readonly claimable: boolean;
  readonly usable: boolean;
}

export interface Client {
  readonly name: string;
  readonly tier: string | null;
  readonly adviser: { readonly name: string; readonly phone: string; readonly unitName: string } | null;
}

export interface Live {
  /** waiting: not asked yet; guest: nobody recognised; client: recognised. */
  readonly who: "waiting" | "guest" | "client";
  /** How far the activity is by now; null: as it was when the page was painted. */
  readonly phase: Phase | null;
  readonly client: Client | null;
  readonly chances: Readonly<Record<string, number | null>>;
  /** When chances that are used come again, by play; null: there are some, or never again. */
  readonly again: Readonly<Record<string, string | null>>;
  /** From when on an attempt that waits in a queue is decided by itself, by play; null: none waits. */
  readonly queued: Readonly<Record<string, string | null>>;
  readonly left: Readonly<Record<string, Readonly<Record<string, Left>>>>;
  readonly rights: readonly MyRight[];
}

export const NOTHING_YET: Live = {
  who: "waiting",
  phase: null,
  client: null,
  chances: {},
  again: {},
  queued: {},
  left: {},
  rights: [],
};
