/** Hooks that more than one component needs. */
import { useEffect, useState } from "react";

/** The time now in milliseconds, ticking; null until the page is alive, so the server's paint and the first hydration agree. */
export function useNow(every_ms: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const ticking = setInterval(() => setNow(Date.now()), every_ms);
    return () => clearInterval(ticking);
  }, [every_ms]);
  return now;
}

/** True where the person asked for less motion. */
export function wantsStillness(): boolean {
  return typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
}
