/** Money, counts and times, the same everywhere. */
import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { type Locale, useWords } from "../copy";
import styles from "./parts.module.css";
import { useClock } from "./time";

export interface MoneyValue {
  amountMinor: number;
  currency: string;
}

/** How many decimals a currency has: a yen none, a dinar three. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency: currency.trim() }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/** The figure of an amount without its currency. */
export const figureText = (amountMinor: number, locale: Locale, currency?: string): string => {
  const digits = currency ? digitsOf(currency) : 2;
  const only = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return (amountMinor / 10 ** digits).toLocaleString(locale, only);
};

export const moneyText = ({ amountMinor, currency }: MoneyValue, locale: Locale): string =>
  `${currency} ${figureText(amountMinor, locale, currency)}`;

/** The bare figure, as a spreadsheet wants it. */
export const decimal = (money: MoneyValue | null | undefined): string =>
  money ? (money.amountMinor / 10 ** digitsOf(money.currency)).toFixed(digitsOf(money.currency)) : "";

export function Amount({ of }: { of: MoneyValue | null | undefined }) {
  const { locale } = useWords();
  if (!of) return <span className={styles.muted}>–</span>;
  return (
    <span className={styles.amount}>
      <small>{of.currency.trim()}</small> {figureText(of.amountMinor, locale, of.currency)}
    </span>
  );
}

/** An amount and its currency where both are told; no figure goes without its currency. */
export const minor = (
  amountMinor: number | null | undefined,
  currency: string | null | undefined,
): MoneyValue | null => (amountMinor == null || !currency ? null : { amountMinor, currency });

/** A share in parts per million as a percentage, without idle zeros. */
export const percent = (ppm: number | null): string =>
  ppm === null ? "–" : `${(ppm / 10_000).toFixed(4).replace(/\.?0+$/, "")}%`;

/** One figure that a decision hangs on, large on a card. */
export function FigureCard({
  label,
  value,
  tone,
}: {
  label: string;
  value: ReactNode;
  tone?: "bad" | undefined;
}) {
  return (
    <div className={styles.card}>
      <span className={styles.muted}>{label}</span>
      <span
        className={styles.big}
        style={{ fontSize: 22, margin: "6px 0 0", color: tone && `var(--lg-${tone})` }}
      >
        {value}
      </span>
    </div>
  );
}

export function Count({ of }: { of: number | null | undefined }) {
  const { locale } = useWords();
  return <span className={styles.amount}>{of == null ? "–" : of.toLocaleString(locale)}</span>;
}

const STEPS: Array<[Intl.RelativeTimeFormatUnit, number]> = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function relative(at: string, locale: Locale, now = Date.now()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step ? words.format(Math.round(seconds / step[1]), step[0]) : words.format(0, "minute");
}

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;

/** How long ago or ahead, within a week; beyond it the day. The exact moment is in the tip. */
export function When({ at }: { at: string | null | undefined }) {
  const { t, locale } = useWords();
  const clock = useClock();
  if (!at) return <span className={styles.muted}>–</span>;
  const away = Math.abs(Date.parse(at) - Date.now());
  return (
    <Tooltip label={clock.exact(at)} openDelay={200}>
      <time dateTime={at}>
        {away < MINUTE_MS ? t("now") : away > WEEK_MS ? clock.day(at) : relative(at, locale)}
      </time>
    </Tooltip>
  );
}

/** Stock as one bar: issued, held, free. */
export function StockBar({
  total,
  free,
  held,
  issued,
}: {
  total: number;
  free: number;
  held: number;
  issued: number;
}) {
  const { t } = useWords();
  const share = (units: number) => `${total ? (100 * units) / total : 0}%`;
  const words = t("stock.of", { free, held, issued, total });
  return (
    <Tooltip label={words} openDelay={200}>
      <span className={styles.stock} role="img" aria-label={words}>
        <i data-part="issued" style={{ width: share(issued) }} />
        <i data-part="held" style={{ width: share(held) }} />
        <b>{free.toLocaleString()}</b>
      </span>
    </Tooltip>
  );
}

/** A share used of a budget. */
export function Burn({ used, total }: { used: number; total: number }) {
  const part = total > 0 ? Math.min(1, used / total) : 0;
  return (
    <span className={styles.burn} data-tone={part > 0.9 ? "bad" : part > 0.7 ? "warn" : "good"}>
      <i style={{ width: `${part * 100}%` }} />
      <b>{Math.round(part * 100)}%</b>
    </span>
  );
}
