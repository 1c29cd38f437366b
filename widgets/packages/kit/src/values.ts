/** Values as people read them. */
import type { Locale } from "@largesse/kernel";

const SIGNS: Readonly<Record<string, string>> = { CNY: "¥", HKD: "HK$", USD: "US$" };

/** Money of a prize: whole units without cents where there are none. */
export function money(minor: number, currency: string): string {
  const whole = Math.floor(minor / 100);
  const cents = minor % 100;
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${SIGNS[currency] ?? `${currency} `}${grouped}${cents ? `.${String(cents).padStart(2, "0")}` : ""}`;
}

/** A day as one writes it, in the activity's zone. */
export function day(at: string, locale: Locale, zone: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  const options = {
    year: "numeric",
    month: locale === "en" ? "short" : "long",
    day: "numeric",
    timeZone: zone,
  } as const;
  return new Intl.DateTimeFormat(locale, options).format(date);
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
