/** Whose hand changes the draft: the field that is being typed in, and whether an input method composes there. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Hand } from "./history";

const TEXT = /^(text|search|tel|url|email|password|number)$/;

/** An element in which keys write: shortcuts for anything else are not meant there. */
export function writesIn(target: EventTarget | null): boolean {
  const element = target as HTMLInputElement | null;
  if (!element?.tagName) return false;
  if (element.tagName === "INPUT") return TEXT.test(element.type);
  return /^(TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
}

export interface Typing {
  /** The same object for as long as one text field keeps the focus; null elsewhere. */
  hand: () => Hand;
  composing: () => boolean;
  /** Grows when an input method has finished. */
  finished: number;
}

export function useTyping(): Typing {
  const stay = useRef<object>({});
  const field = useRef<EventTarget | null>(null);
  const [finished, setFinished] = useState(0);
  useEffect(() => {
    const arrive = () => {
      stay.current = {};
    };
    const begin = (event: Event) => {
      field.current = event.target;
    };
    const end = () => {
      if (!field.current) return;
      field.current = null;
      setFinished((turn) => turn + 1);
    };
    document.addEventListener("focusin", arrive, true);
    document.addEventListener("compositionstart", begin, true);
    for (const name of ["compositionend", "focusout"]) document.addEventListener(name, end, true);
    return () => {
      document.removeEventListener("focusin", arrive, true);
      document.removeEventListener("compositionstart", begin, true);
      for (const name of ["compositionend", "focusout"]) document.removeEventListener(name, end, true);
    };
  }, []);
  const hand = useCallback((): Hand => {
    const focused = document.activeElement;
    const fixed = (focused as HTMLInputElement | null)?.readOnly;
    return writesIn(focused) && !fixed ? stay.current : null;
  }, []);
  // A field that went away while composing tells nobody.
  const composing = useCallback(() => field.current !== null && field.current === document.activeElement, []);
  return { hand, composing, finished };
}
