/** Money, counts and times, the same everywhere. */
import { decimalsOf, moneyFigure, moneyText, percentOf, writtenMinor } from "@largesse/kernel";
import { Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { grouped, type Locale, useWords } from "../copy";
import styles from "./parts.module.css";
import { useClock } from "./time";

export interface MoneyValue {
  amountMinor: number;
  currency: string;
}

export const amountText = ({ amountMinor, currency }: MoneyValue): string => moneyText(amountMinor, currency);

/** The bare figure, as a spreadsheet wants it. */
export const decimal = (money: MoneyValue | null | undefined): string =>
  money ? writtenMinor(money.amountMinor, decimalsOf(money.currency)) : "";

export function Amount({ of }: { of: MoneyValue | null | undefined }) {
  if (!of) return <span className={styles.muted}>–</span>;
  return (
    <span className={styles.amount}>
      <small>{of.currency.trim()}</small> {moneyFigure(of.amountMinor, of.currency)}
    </span>
  );
}

/** What is paid, or what is claimed back: the word says which, so that no sign has to. */
export function Payable({ of }: { of: MoneyValue }) {
  const { t } = useWords();
  if (of.amountMinor >= 0) return <Amount of={of} />;
  return (
    <>
      <small className={styles.muted}>{t("payable.claim")}</small>{" "}
      <Amount of={{ ...of, amountMinor: -of.amountMinor }} />
    </>
  );
}

/** An amount and its currency where both are told; no figure goes without its currency. */
export const minor = (
  amountMinor: number | null | undefined,
  currency: string | null | undefined,
): MoneyValue | null => (amountMinor == null || !currency ? null : { amountMinor, currency });

/** A share in parts per million as a percentage, without idle zeros. */
export const percent = (ppm: number | null): string => (ppm === null ? "–" : percentOf(ppm));

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
    <div className={`${styles.card} ${styles.figure}`}>
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
  return <span className={styles.amount}>{of == null ? "–" : grouped(of)}</span>;
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

/** A moment to the minute by the institution's clock; the tip has the second, the zone, and how long ago or ahead. */
export function When({ at }: { at: string | null | undefined }) {
  const { locale } = useWords();
  const clock = useClock();
  if (!at) return <span className={styles.muted}>–</span>;
  return (
    <Tooltip label={`${clock.exact(at)} (${clock.zone}) · ${relative(at, locale)}`} openDelay={200}>
      <time dateTime={at}>{clock.minute(at)}</time>
    </Tooltip>
  );
}

/** The last day, or minute, of what no longer holds at an instant; the tip has the instant itself. */
export function Until({ end }: { end: string }) {
  const { locale } = useWords();
  const clock = useClock();
  return (
    <Tooltip label={`${clock.exact(end)} (${clock.zone}) · ${relative(end, locale)}`} openDelay={200}>
      <time dateTime={end}>{clock.lastDay(end)}</time>
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
        <b>{grouped(free)}</b>
      </span>
    </Tooltip>
  );
}

/** A share in whole percents; what is little is not said to be nothing, nor what is nearly all to be all. */
export function shareText(part: number): string {
  if (part > 0 && part < 0.01) return "<1%";
  if (part > 0.99 && part < 1) return ">99%";
  return `${Math.round(part * 100)}%`;
}

/** A share used of a budget. */
export function Burn({ used, total }: { used: number; total: number }) {
  const part = total > 0 ? Math.min(1, used / total) : 0;
  return (
    <span className={styles.burn} data-tone={part > 0.9 ? "bad" : part > 0.7 ? "warn" : "good"}>
      <i style={{ width: `${part * 100}%` }} />
      <b>{shareText(part)}</b>
    </span>
  );
}
