/** Sheets are loaded when the first one is shown; what can be shown is said here. */
import type { Kit } from "@largesse/kit";
import type { TookPart } from "./plays";

export type View =
  | { readonly view: "result"; readonly took: TookPart }
  | { readonly view: "who"; readonly after: () => void }
  | { readonly view: "no"; readonly title: string; readonly note: string }
  | { readonly view: "adviser" }
  | { readonly view: "rules" }
  | { readonly view: "demo" };

export interface Desk {
  readonly kit: Kit;
  readonly demo: boolean;
  /** Ask for the client's own again. */
  readonly refresh: () => Promise<void>;
}

export async function show(view: View, desk: Desk): Promise<void> {
  const { put } = await import("./sheets");
  put(view, desk);
}

/** Say a thing to those who listen instead of look. */
export function announce(words: string): void {
  const status = document.getElementById("status");
  if (status) status.textContent = words;
}
