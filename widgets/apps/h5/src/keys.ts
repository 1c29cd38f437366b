/**
 * One key for one intent. It is kept until an answer came, so a second press after a lost connection
 * gets the first press's answer and uses up nothing.
 */
import { freshKey } from "@largesse/kernel";

const place = (intent: string): string => `lg:key:${intent}`;

export function keyFor(intent: string): string {
  const fresh = freshKey();
  try {
    const key = sessionStorage.getItem(place(intent)) || fresh;
    sessionStorage.setItem(place(intent), key);
    return key;
  } catch {
    return fresh;
  }
}

export function answered(intent: string): void {
  try {
    sessionStorage.removeItem(place(intent));
  } catch {
    // A browser without storage: the next press is a new intent.
  }
}
