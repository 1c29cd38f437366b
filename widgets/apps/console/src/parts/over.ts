/** What lies over a page is closed by Escape and by the browser's way back: the topmost first, and it alone. */
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { newKey } from "../api/ask";

/** What is open now, the topmost last. */
const pile: string[] = [];

/**
 * Listen for as long as a thing is open.
 *
 * `addressed`: the thing stands in the address, which the way back changes by itself.
 * Gives the place in which a key must fall to be meant for it; keys that fall in a menu or a palette are theirs.
 */
export function useOver(
  open: boolean,
  close: () => void,
  addressed = false,
): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  const leave = useEffectEvent(close);
  useEffect(() => {
    if (!open) return;
    const mark = newKey();
    // A step of the page's own, so that the way back has something to undo before it leaves the page.
    const step = () => history.pushState({ ...history.state, over: mark }, "");
    const topmost = () => pile.at(-1) === mark;
    const key = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      const taken = event.isComposing || at.dataset?.mantineStopPropagation === "true";
      if (event.key !== "Escape" || taken || !topmost()) return;
      if (at === document.body || root.current?.contains(at)) leave();
    };
    const back = () => {
      if (!topmost() || history.state?.over === mark) return;
      step(); // a form that was begun may stay, and asks
      leave();
    };
    pile.push(mark);
    window.addEventListener("keydown", key, { capture: true });
    if (!addressed) {
      step();
      window.addEventListener("popstate", back);
    }
    return () => {
      pile.splice(pile.indexOf(mark), 1);
      window.removeEventListener("keydown", key, { capture: true });
      window.removeEventListener("popstate", back);
      if (history.state?.over === mark) history.back();
    };
  }, [open, addressed]);
  return root;
}
