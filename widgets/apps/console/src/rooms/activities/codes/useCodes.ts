/** The codes that hold now: asked for anew when one of them changes, and again while no answer comes. */
import { useEffect, useState } from "react";
import { type Reading, useRead } from "../../../api/ask";
import { PlaceCodes, type PlaceCodesData, type PlaceCodesRow } from "../../../api/documents_gen";

const TICK_MS = 1000;
/** A code is taken for a while after another one is shown; one that is older than this is shown no more. */
const STALE_MS = 30_000;
const AGAIN_TICKS = 5;

/** An answer, and when it came by the browser's steady clock: how long a code holds is reckoned from there. */
interface Held {
  readonly rows: readonly PlaceCodesRow[];
  readonly came: number;
}

export interface Codes {
  readonly reading: Reading<PlaceCodesData>;
  /** Null: none was heard of yet. */
  readonly rows: readonly PlaceCodesRow[] | null;
  /** Seconds until a code changes; null: it stays. */
  readonly left: (row: PlaceCodesRow) => number | null;
  /** Whether a code could not be renewed in time. */
  readonly stale: (row: PlaceCodesRow) => boolean;
}

export function useCodes(activity: string): Codes {
  const reading = useRead(PlaceCodes, { activity });
  const { again } = reading;
  const told = reading.data?.placeCodes;
  const [held, hold] = useState<Held | null>(null);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (told) hold({ rows: told, came: performance.now() });
  }, [told]);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const leftMs = ({ until, now: at }: PlaceCodesRow): number =>
    until && held
      ? Date.parse(until) - Date.parse(at) - Math.max(0, now - held.came)
      : Number.POSITIVE_INFINITY;
  const over = Math.floor(-Math.min(...(held?.rows ?? []).map(leftMs)) / TICK_MS);
  useEffect(() => {
    if (over >= 0 && over % AGAIN_TICKS === 0) again();
  }, [over, again]);
  return {
    reading,
    rows: held?.rows ?? null,
    left: (row) => (row.until ? Math.max(0, Math.ceil(leftMs(row) / TICK_MS)) : null),
    stale: (row) => leftMs(row) < -STALE_MS,
  };
}
