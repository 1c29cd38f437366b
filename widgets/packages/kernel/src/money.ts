/**
 * Money as people read and write it: integer minor units with their currency, one form everywhere.
 *
 * Invariant  decimals follow from the currency, never from a setting: a yen has none, a dinar three; no float
 */
import { DECIMALS, USUAL } from "@largesse/contracts/currencies";

/** How many decimals a currency has. */
export const decimalsOf = (currency: string): number => DECIMALS[currency.trim().toUpperCase()] ?? USUAL;

/** Minor units of which ten to the power of `digits` make one: `-1234.56`, or `-1,234.56` with `mark`. */
export function writtenMinor(minor: number, digits: number, mark = ""): string {
  const figures = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = figures.slice(0, figures.length - digits).replace(/\B(?=(\d{3})+$)/g, mark);
  return `${minor < 0 ? "-" : ""}${whole}${digits ? `.${figures.slice(-digits)}` : ""}`;
}

/** An amount without its currency, as people read it: `1,234.56`. */
export const moneyFigure = (minor: number, currency: string): string =>
  writtenMinor(minor, decimalsOf(currency), ",");

/** An amount as people read it: `CNY 1,234.56`, `JPY 1,235`, `KWD -1.235`. */
export const moneyText = (minor: number, currency: string): string =>
  `${currency.trim()} ${moneyFigure(minor, currency)}`;

const SIGNS: Readonly<Record<string, string>> = { CNY: "¥", HKD: "HK$", USD: "US$" };

/** What a prize is worth, on a client's page: the currency's sign, and no decimals where there is nothing in them. */
export const prizeWorth = (minor: number, currency: string): string =>
  `${SIGNS[currency] ?? `${currency} `}${moneyFigure(minor, currency).replace(/\.0+$/, "")}`;

/** Parts per million as people read them: `8%`, `0.1%`, `0.0001%`. */
export const percentOf = (ppm: number): string => `${(ppm / 10_000).toFixed(4).replace(/\.?0+$/, "")}%`;

const FIGURE = /^\d*(?:\.\d*)?$/;
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/**
 * Hear a figure that was typed: `1234.5`, `1,234.50`, full-width digits, an ideographic full stop.
 *
 * Gives it in units of which ten to the power of `digits` make one; null where no such figure was typed, it has
 * more decimals than that, or it is larger than can be kept.
 */
export function heardMinor(text: string, digits: number): number | null {
  const said = text.normalize("NFKC").replaceAll("。", ".").replace(/\s/g, "");
  if (!/\d/.test(said) || !(FIGURE.test(said) || GROUPED.test(said))) return null;
  const [whole = "", part = ""] = said.replaceAll(",", "").split(".");
  const kept = part.replace(/0+$/, "");
  const minor = Number(whole + kept.padEnd(digits, "0"));
  return kept.length <= digits && Number.isSafeInteger(minor) ? minor : null;
}
