/** Parts of an activity's document in words, so that an approver never reads JSON. */
import type { ActivityDocument, Expression, Limit, Play } from "@largesse/contracts/documents";
import { moneyText } from "@largesse/kernel";
import type { Localized } from "../../../copy";
import { grouped } from "../../../copy";
import { clockOf } from "../../../parts/time";

export interface Say {
  t: (key: string, facts?: Record<string, string | number>) => string;
  of: (text: Localized | string | null | undefined) => string;
}

export function audienceInWords(rule: Expression, say: Say): string {
  const { t } = say;
  switch (rule.op) {
    case "always":
      return t("rule.always");
    case "and":
    case "or":
      return rule.of.map((part) => audienceInWords(part, say)).join(t(`rule.${rule.op}`));
    case "not":
      return t("rule.not", { of: audienceInWords(rule.of, say) });
    case "tier_at_least":
      return t("rule.tier", { tier: t(`tier.${rule.tier}`) });
    case "has_tag":
      return t("rule.tag", { tag: rule.tag });
    case "in":
      return t("rule.in", { fact: rule.fact, values: rule.values.join(" / ") });
    case "between":
      return t("rule.between", { fact: rule.fact, low: String(rule.low), high: String(rule.high) });
    case "bucket":
      return t("rule.bucket", { share: `${(rule.to_ppm - rule.from_ppm) / 10_000}%` });
    default:
      return `${rule.fact} ${t(`rule.${rule.op}`)} ${String(rule.value)}`;
  }
}

const limitInWords = (limit: Limit, { t }: Say): string =>
  t("limit.words", {
    scope: t(`limit.scope.${limit.scope}`),
    period: t(`limit.period.${limit.period}`),
    count: t(`limit.count.${limit.count}`),
    max: limit.max,
    beyond: t(`limit.then.${limit.on_exceed}`),
  });

type Part = (value: never, say: Say) => string;

const PARTS: Record<string, Part> = {
  goal: (goal: ActivityDocument["goal"], { t, of }) =>
    [`${t(`metric.${goal.metric}`)} ≥ ${grouped(goal.target)}`, of(goal.note)]
      .filter(Boolean)
      .join(t("list.semicolon")),
  window: (window: ActivityDocument["window"]) =>
    `${clockOf(window.tz).days(window.start, window.end)} (${window.tz})`,
  audience: (audience: ActivityDocument["audience"], say) =>
    [say.of(audience.label), audienceInWords(audience.rule, say)]
      .filter(Boolean)
      .join(say.t("list.semicolon")),
  budget: (budget: ActivityDocument["budget"], { t }) =>
    `${moneyText(budget.cap_minor, budget.currency)}${t("list.comma")}${t(`limit.then.${budget.on_exceed}`)}`,
  limits: (limits: Limit[], say) =>
    limits.map((limit) => limitInWords(limit, say)).join(say.t("list.semicolon")),
  theme: (theme: ActivityDocument["theme"], { t }) => t(`theme.${theme.name}`),
  share: (share: NonNullable<ActivityDocument["share"]>, { t, of }) =>
    [of(share.title), of(share.summary)].filter(Boolean).join(t("list.semicolon")),
  on: (on: Play["on"], { t, of }) =>
    [
      t(`trigger.${on.kind}`),
      ...("places" in on
        ? on.places.map((place) =>
            "rotates" in place
              ? t(`trigger.place.${place.rotates ? "rotates" : "stays"}`, { title: of(place.title) })
              : t("trigger.place.within", { title: of(place.title), metres: place.radius_m }),
          )
        : []),
    ].join(t("list.semicolon")),
  cost: (cost: NonNullable<Play["cost"]>, { t }) =>
    cost.kind === "none" ? t("cost.none") : t(`cost.${cost.kind}`, { units: cost.units }),
  chances: (chances: NonNullable<Play["chances"]>, { t }) =>
    t("chances.words", { period: t(`limit.period.${chances.period}`), units: chances.units }),
  decide: (op: string, { t }) => t(`decide.${op}`),
};

/** Say one changed part; an empty one says nothing. */
export function partInWords(part: string, value: unknown, say: Say): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "–";
  const known = PARTS[part] as ((value: unknown, say: Say) => string) | undefined;
  if (known) return known(value, say);
  if (typeof value === "object") return say.of(value as Localized) || JSON.stringify(value);
  return String(value);
}
