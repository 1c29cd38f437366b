/**
 * What is not on the server yet, kept on this device: a tab that dies gives its work to the next one that opens.
 *
 * Every tab writes under a name of its own and holds a lock of that name; the lock ends with the tab, however it
 * ends, so that work is taken over from the dead and never from a tab that still stands open.
 */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { canonical } from "./history";

const PREFIX = "lg.draft";

export interface Unsaved {
  document: ActivityDocument;
  /** The version of the draft that the work began from. */
  version: number;
  at: number;
}

const read = (name: string): Unsaved | null => {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") as Unsaved | null;
  } catch {
    return null;
  }
};

const stamp = (): string => Array.from(crypto.getRandomValues(new Uint32Array(2)), String).join("");

export class Journal {
  private readonly shelf: string;
  private readonly own: string;
  private release: () => void = () => undefined;

  constructor(author: string, activity: string) {
    this.shelf = `${PREFIX}.${author}.${activity}.`;
    this.own = this.shelf + stamp();
  }

  /** Show that this tab is alive. */
  open(): void {
    void navigator.locks?.request(this.own, () => new Promise<void>((done) => (this.release = done)));
  }

  close(): void {
    this.release();
  }

  /** Keep what is not saved; false where the browser has no room for it. */
  keep(document: ActivityDocument, version: number, at: number): boolean {
    try {
      localStorage.setItem(this.own, JSON.stringify({ document, version, at } satisfies Unsaved));
      return true;
    } catch {
      return false;
    }
  }

  clear(): void {
    localStorage.removeItem(this.own);
  }

  /** Take over the newest work that a dead tab left; what equals the saved draft is no work. */
  async adopt(saved: ActivityDocument): Promise<Unsaved | null> {
    for (const name of this.left()) {
      const found = await alone(name, () => this.take(name));
      if (found && canonical(found.document) !== canonical(saved)) return found;
      if (found) this.clear();
    }
    return null;
  }

  private left(): string[] {
    const names = Object.keys(localStorage).filter(
      (name) => name.startsWith(this.shelf) && name !== this.own,
    );
    return names.sort((one, other) => (read(other)?.at ?? 0) - (read(one)?.at ?? 0));
  }

  private take(name: string): Unsaved | null {
    const found = read(name);
    if (found) localStorage.setItem(this.own, JSON.stringify(found));
    localStorage.removeItem(name);
    return found;
  }
}

/** Do it while no other tab holds the name; null where one does. Without locks every name counts as free. */
async function alone<T>(name: string, act: () => T): Promise<T | null> {
  if (!navigator.locks) return act();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? act() : null));
}
