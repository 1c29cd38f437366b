/** Outcomes as operators begin with them and keep them. */
import type { PlayOutcome, Text } from "@largesse/contracts/documents";
import { allOutcomesOf, outcomesOf } from "@largesse/kernel";
import { free } from "../settings/names";
import type { Beginning } from "./operator";

export const GIFT: Text = { "zh-CN": "礼遇", en: "Gift" };
export const NO_PRIZE: Text = { "zh-CN": "未中奖", en: "No prize" };
export const ALL_GIVEN: Text = { "zh-CN": "礼遇已赠完", en: "All gifts given" };
const NEW_PRIZE: Text = { "zh-CN": "新奖项", en: "New prize" };

/** An outcome without what only its operator says of it. */
export function plain(outcome: PlayOutcome): PlayOutcome {
  const { id, title, image, effects, stock, per_client } = outcome;
  return {
    ...{ id, title, effects },
    ...(image === undefined ? {} : { image }),
    ...(stock === undefined ? {} : { stock }),
    ...(per_client === undefined ? {} : { per_client }),
  };
}

/** The same without a number of its own: its operator says how many there are. */
export function unnumbered(outcome: PlayOutcome): PlayOutcome {
  const { stock: _, ...rest } = plain(outcome);
  return rest;
}

export const fresh = (id: string, title: Text): PlayOutcome => ({ id, title, effects: [] });

/** A further outcome, its id one that the play does not have. */
export const newOutcome = (decide: object): PlayOutcome =>
  fresh(
    free(
      allOutcomesOf(decide).map((one) => one.id),
      "prize-",
    ),
    NEW_PRIZE,
  );

/** The outcome that gives something, else the first, else a fresh one. */
export const mainOf = ({ outcomes }: Beginning): PlayOutcome =>
  plain(outcomes.find((one) => one.effects.length > 0) ?? outcomes[0] ?? fresh("gift", GIFT));

/** What stays of a fallback, as a part to spread. */
export const fallbackOf = ({ fallback }: Beginning): { fallback?: PlayOutcome } =>
  fallback ? { fallback } : {};

/** What a play has before another operator decides it. */
export function had(decide: object): Pick<Beginning, "outcomes" | "fallback"> {
  const outcomes = outcomesOf(decide);
  return { outcomes, fallback: allOutcomesOf(decide).slice(outcomes.length)[0] };
}
