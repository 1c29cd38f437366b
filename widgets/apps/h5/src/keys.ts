/**
 * One key for one intent. It is kept until an answer came, so a second press after a lost connection
 * gets the first press's answer and uses up nothing.
 */
import { freshKey } from "./wire";

const place = (intent: string): string => `lg:key:${intent}`;

export function keyFor(intent: string): string {
  try {
    const kept = sessionStorage.getItem(place(intent));
    if (kept) return kept;
    const key = freshKey();
    sessionStorage.setItem(place(intent), key);
    return key;
  } catch {
    return freshKey();
  }
}

export function answered(intent: string): void {
  try {
    sessionStorage.removeItem(place(intent));
  } catch {
    // A browser without storage: the next press is a new intent.
  }
}
