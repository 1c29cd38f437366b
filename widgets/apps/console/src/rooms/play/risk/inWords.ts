/** A rule of risk as people say it. */
import type { Facts } from "../../../copy";

interface Rule {
  subject: string;
  value: string;
  most: number | null;
  windowS: number | null;
}

export function ruleInWords(
  { subject, value, most, windowS }: Rule,
  t: (key: string, facts?: Facts) => string,
) {
  const named = t(`risk.${subject}`);
  return most === null || windowS === null
    ? t("risk.lists", { subject: named, value }).trim()
    : t("risk.counts", { subject: named, most, window: windowS });
}
