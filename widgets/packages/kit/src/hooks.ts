/** Hooks that more than one component needs. */
import { useEffect, useState } from "react";
import { useKit } from "./kit";

/** The server's time in milliseconds, ticking; null until the page is alive and has heard it, so that paint and hydration agree. */
export function useNow(every_ms: number): number | null {
  const { now: read } = useKit();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(read());
    const ticking = setInterval(() => setNow(read()), every_ms);
    return () => clearInterval(ticking);
  }, [every_ms, read]);
  return now;
}

/** True where the person asked for less motion. */
export function wantsStillness(): boolean {
  return typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
}
