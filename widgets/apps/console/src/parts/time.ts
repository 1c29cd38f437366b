/** Days and moments as the institution counts them: its zone comes with the session, never from the browser. */
import { clockIn, instantIn } from "@largesse/kernel";
import { createContext, useContext, useMemo } from "react";

export interface Clock {
  /** The IANA zone that is counted in. */
  zone: string;
  /** The wall clock at an instant, to the second, the same in every language. */
  exact: (at: string) => string;
  /** The wall clock at an instant, to the minute. */
  minute: (at: string) => string;
  /** The day of an instant; a dash where there is none. */
  day: (at: string | null | undefined) => string;
  /** The last day, or within it the minute, of what no longer holds at `end`. */
  lastDay: (end: string) => string;
  /** A window of days, the last one as `lastDay` tells it; a dash where neither end is set. */
  days: (from: string | null | undefined, to: string | null | undefined) => string;
  /** The day of today, or of another moment in milliseconds. */
  today: (now?: number) => string;
  weekday: (locale: string, now?: number) => string;
  /** The wall clock at an instant as a field of date and time holds it; empty where there is none. */
  wall: (at: string | null | undefined) => string;
  /** The instant, with its offset, that such a field means. */
  instant: (wall: string) => string;
  /** The last second of a day. */
  endOf: (day: string) => string;
}

const DAY = "2026-11-21".length;
const MINUTE = "2026-11-21T09:30".length;

/** The clock of an IANA zone. */
export function clockOf(zone: string): Clock {
  const exact = (at: string) => clockIn(Date.parse(at), zone);
  const day = (at: string | null | undefined) => (at ? exact(at).slice(0, DAY) : "–");
  const minute = (at: string) => exact(at).slice(0, MINUTE);
  const lastDay = (end: string) => {
    const last = clockIn(Date.parse(end) - 1, zone).slice(0, DAY);
    return last === day(end) ? minute(end) : last;
  };
  return {
    zone,
    exact,
    minute,
    day,
    lastDay,
    days: (from, to) => (from || to ? `${day(from)} – ${to ? lastDay(to) : "–"}` : "–"),
    today: (now = Date.now()) => clockIn(now, zone).slice(0, DAY),
    weekday: (locale, now = Date.now()) =>
      new Date(now).toLocaleDateString(locale, { timeZone: zone, weekday: "long" }),
    wall: (at) => (at ? exact(at).slice(0, MINUTE).replace(" ", "T") : ""),
    instant: (wall) => instantIn(wall, zone),
    endOf: (last) => instantIn(`${last}T23:59:59`, zone),
  };
}

/** The institution's zone, as the session tells it. */
export const Zone = createContext<string | null>(null);

export function useClock(): Clock {
  const zone = useContext(Zone);
  if (!zone) throw new Error("useClock needs Zone above it");
  return useMemo(() => clockOf(zone), [zone]);
}
