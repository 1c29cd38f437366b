/** What a sheet can show, and what it is given. */
import type { Kit, Played } from "@largesse/kit";

/** A no in words. */
export interface Said {
  readonly title: string;
  readonly note: string;
  /** When there is one again; of one in a queue, from when on it is decided by itself. */
  readonly retryAt?: string | null;
  readonly code?: string;
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
}

export type View =
  | { readonly view: "result"; readonly took: Played }
  | { readonly view: "who"; readonly after?: () => void }
  | (Said & { readonly view: "no" })
  | { readonly view: "adviser" }
  | { readonly view: "rules" }
  | { readonly view: "demo" };

export interface Desk {
  readonly kit: Kit;
  readonly demo: boolean;
  /** Ask for the client's own again. */
  readonly refresh: () => Promise<void>;
  readonly show: (view: View) => Promise<void>;
}

export interface Shown {
  readonly desk: Desk;
  readonly close: () => void;
}

/** Say a thing to those who listen instead of look; another look than unseen shows it too, for a while. */
export function announce(words: string, look = "lg-unseen"): void {
  const status = document.getElementById("status");
  if (status) {
    status.className = look;
    status.textContent = words;
  }
}
