/** Keys that work wherever one stands in the editor: in a field, on the canvas, on the outline. */
import { createContext, useCallback, useContext, useEffect, useMemo, useRef } from "react";
import type { Draft } from "./draft";
import type { Side } from "./history";

/** Does what a key asks for; false where it asks for nothing. */
export type KeyAct = (event: KeyboardEvent) => boolean;

export interface Keyboard {
  /** Listen to a window's keys, the canvas' own too; gives back how to stop. */
  listen: (window: Window) => () => void;
  /** What the desk on the screen adds; null takes it away. */
  add: (act: KeyAct | null) => void;
}

export const Keys = createContext<Keyboard | null>(null);

export function useKeyboard(): Keyboard {
  const keyboard = useContext(Keys);
  if (!keyboard) throw new Error("useKeyboard needs Keys above it");
  return keyboard;
}

const inDialog = (target: EventTarget | null): boolean =>
  !!(target as Element | null)?.closest?.("[role=dialog]");

function history(event: KeyboardEvent, draft: Draft, side: Side | null): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  if (key === "s") {
    void draft.flush();
    return true;
  }
  if (!side || (key !== "z" && key !== "y")) return false;
  if (key === "y" || event.shiftKey) draft.redo(side);
  else draft.undo(side);
  return true;
}

/** Before anybody else hears a key: the canvas library has a history of its own, which must not move. */
export function useKeys(draft: Draft, side: Side | null): Keyboard {
  const now = useRef({ draft, side });
  now.current = { draft, side };
  const desk = useRef<KeyAct | null>(null);
  const hear = useCallback((event: KeyboardEvent) => {
    if (event.isComposing || inDialog(event.target)) return;
    if (!history(event, now.current.draft, now.current.side) && !desk.current?.(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, []);
  const keyboard = useMemo<Keyboard>(
    () => ({
      listen: (window) => {
        window.addEventListener("keydown", hear, true);
        return () => window.removeEventListener("keydown", hear, true);
      },
      add: (act) => {
        desk.current = act;
      },
    }),
    [hear],
  );
  useEffect(() => keyboard.listen(window), [keyboard]);
  return keyboard;
}
