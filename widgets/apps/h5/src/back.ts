/**
 * The phone's Back closes the sheet that lies over the page, and does not leave the page.
 *
 * A sheet puts one entry of its own into the history; however it is closed, the entry goes with it.
 */
import { onSheet } from "./go";

let closing: (() => void) | null = null;
let leaving = 0;

/** A sheet has risen; `close` takes it away without touching the history. */
export function risen(close: () => void): void {
  if (closing === null && !onSheet()) {
    history.scrollRestoration = "manual";
    history.pushState({ sheet: true }, "");
  }
  closing = close;
}

/** The sheet was closed by hand: its entry goes too. */
export function fallen(): void {
  closing = null;
  if (!onSheet()) return;
  leaving += 1;
  history.back();
}

addEventListener("popstate", () => {
  if (leaving > 0) {
    leaving -= 1;
    return;
  }
  const close = closing;
  closing = null;
  close?.();
});
