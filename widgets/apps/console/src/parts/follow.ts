/** Follow what the server does by itself: read again until it has ended, then tell it once. */
import { useEffect, useEffectEvent, useRef } from "react";

const POLL_MS = 700;

export function useFollow(underWay: boolean, again: () => void, ended: () => void): void {
  const was = useRef(false);
  const tell = useEffectEvent(ended);
  useEffect(() => {
    if (was.current && !underWay) tell();
    was.current = underWay;
    if (!underWay) return;
    const timer = setInterval(again, POLL_MS);
    return () => clearInterval(timer);
  }, [underWay, again]);
}
