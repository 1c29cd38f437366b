/** The days that a calendar shows: whole weeks, from the one of the first day it needs to the end of the month. Pure. */

const DAY_MS = 86_400_000;
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const written = (at_ms: number): string => new Date(at_ms).toISOString().slice(0, 10);
/** From Monday, counted from nought. */
const weekday = (at_ms: number): number => (new Date(at_ms).getUTCDay() + 6) % 7;

/** Whole weeks that hold the month of `today`, and every day that can be made up. */
export function daysShown(today: string, toMakeUp: readonly string[]): string[] {
  const first = [`${today.slice(0, 8)}01`, ...toMakeUp].sort()[0] ?? today;
  const begins = noon(first) - weekday(noon(first)) * DAY_MS;
  const month = today.slice(0, 7);
  const days: string[] = [];
  for (
    let at = begins;
    weekday(at) !== 0 || days.length === 0 || written(at).slice(0, 7) <= month;
    at += DAY_MS
  )
    days.push(written(at));
  return days;
}

/** A day of no zone as one writes it. */
export function dayWords(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(noon(day));
}
