/** What the settings already say, as disclosure: odds, prizes, quantities, how to take part. Never overwrites what was written. */
import type { ActivityDocument, Disclosure, Text } from "@largesse/contracts/documents";
import { moneyFigure, moneyText, outcomesOf } from "@largesse/kernel";
import { operatorBy } from "../operators";
import { percentOf } from "../operators/odds";

type Told = Record<"zh-CN" | "en", string[]>;

const PERIODS: Record<string, Record<"zh-CN" | "en", string>> = {
  once: { "zh-CN": "共", en: "once" },
  day: { "zh-CN": "每日", en: "a day" },
  week: { "zh-CN": "每周", en: "a week" },
  month: { "zh-CN": "每月", en: "a month" },
  activity: { "zh-CN": "活动期间", en: "in the activity" },
};

const english = (text: Text): string => text.en ?? text["zh-CN"];

function textOf(told: Told, head: Record<"zh-CN" | "en", string>): Text | undefined {
  if (told["zh-CN"].length === 0) return undefined;
  return { "zh-CN": head["zh-CN"] + told["zh-CN"].join("，"), en: head.en + told.en.join(", ") };
}

function odds(document: ActivityDocument): Text | undefined {
  const told: Told = { "zh-CN": [], en: [] };
  for (const { decide } of document.plays) {
    for (const item of outcomesOf(decide)) {
      if (item.ppm === undefined) continue;
      told["zh-CN"].push(`${item.title["zh-CN"]} ${percentOf(item.ppm)}`);
      told.en.push(`${english(item.title)} ${percentOf(item.ppm)}`);
    }
  }
  return textOf(told, { "zh-CN": "每次参与：", en: "Each turn: " });
}

function prizes(document: ActivityDocument): Text | undefined {
  const told: Told = { "zh-CN": [], en: [] };
  for (const right of document.rights) {
    const { market_value_minor: worth, currency } = right;
    const inChinese = currency === "CNY" ? `${moneyFigure(worth, currency)} 元` : moneyText(worth, currency);
    told["zh-CN"].push(`${right.title["zh-CN"]}（参考价值 ${inChinese}）`);
    told.en.push(`${english(right.title)} (worth ${moneyText(worth, currency)})`);
  }
  return textOf(told, { "zh-CN": "", en: "" });
}

function quantity(document: ActivityDocument): Text | undefined {
  const told: Told = { "zh-CN": [], en: [] };
  for (const { decide } of document.plays) {
    for (const outcome of outcomesOf(decide)) {
      if (outcome.stock === undefined || outcome.effects.length === 0) continue;
      told["zh-CN"].push(`${outcome.title["zh-CN"]} ${outcome.stock} 份`);
      told.en.push(`${outcome.stock} × ${english(outcome.title)}`);
    }
  }
  return textOf(told, { "zh-CN": "", en: "" });
}

function entry(document: ActivityDocument): Text | undefined {
  const told: Told = { "zh-CN": [], en: [] };
  const { label } = document.audience;
  if (label) {
    told["zh-CN"].push(label["zh-CN"]);
    told.en.push(english(label));
  }
  for (const play of document.plays) {
    if (!play.chances) continue;
    const period = PERIODS[play.chances.period] ?? { "zh-CN": "", en: "" };
    told["zh-CN"].push(`${play.title["zh-CN"]}${period["zh-CN"]} ${play.chances.units} 次机会`);
    told.en.push(`${play.chances.units} chances ${period.en} for ${english(play.title)}`);
  }
  return textOf(told, { "zh-CN": "", en: "" });
}

const DRAWN: Pick<Disclosure, "draw_time" | "draw_method"> = {
  draw_time: { "zh-CN": "即时开奖", en: "Drawn at once" },
  draw_method: {
    "zh-CN": "系统按公示概率随机抽取，抽取种子事先承诺、事后公开，可验证",
    en: "Drawn at random at the published odds; the seed is committed before and revealed after, so that anyone can verify it",
  },
};

/** The fields that can be said from the settings and are not written yet. */
export function disclosable(document: ActivityDocument): Partial<Disclosure> {
  const chance = document.plays.some((play) => operatorBy(play.decide.op).byChance);
  const known: Partial<Disclosure> = chance ? { ...DRAWN } : {};
  const said = {
    odds: odds(document),
    prize_list: prizes(document),
    quantity: quantity(document),
    entry_rule: entry(document),
  };
  for (const [field, text] of Object.entries(said)) if (text) known[field as keyof Disclosure] = text;
  for (const field of Object.keys(document.disclosure)) delete known[field as keyof Disclosure];
  return known;
}
