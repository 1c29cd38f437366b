/** Values as people read them. */
import type { Locale } from "@largesse/kernel";

export { prizeWorth as money } from "@largesse/kernel";

/** A day as one writes it, in the activity's zone. */
export function day(at: string | number, locale: Locale, zone: string, more = {}): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  const month = locale === "en" ? "short" : "long";
  const options = { year: "numeric", month, day: "numeric", timeZone: zone, ...more } as const;
  return new Intl.DateTimeFormat(locale, options).format(date);
}

const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** A day and hour as one writes them, in the activity's zone. */
export const hour = (at: string, locale: Locale, zone: string): string => day(at, locale, zone, HOUR);

/** Until when something holds that no longer does at `end`: the last whole day, or the day with its hour. */
export function endOf(end: string, locale: Locale, zone: string): string {
  const last = day(Date.parse(end) - 1, locale, zone);
  return last === day(end, locale, zone) ? hour(end, locale, zone) : last;
}

export interface Span {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** The time left in days, hours, minutes and seconds; never less than nothing. */
export function spanOf(left_ms: number): Span {
  const left_s = Math.max(0, Math.floor(left_ms / 1000));
  return {
    days: Math.floor(left_s / 86400),
    hours: Math.floor(left_s / 3600) % 24,
    minutes: Math.floor(left_s / 60) % 60,
    seconds: left_s % 60,
  };
}
