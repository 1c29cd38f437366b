/** The operators in the order in which they are offered, the one that stands in for an unknown one first. */
import type { ActivityDocument, Play, PlayDecide, PlayOutcome } from "@largesse/contracts/documents";
import { allOutcomesOf, type Outcome, outcomesOf } from "@largesse/kernel";
import { canonical } from "../history";
import { having } from "../parts/having";
import { amongFriends } from "../settings/sharing";
import { answer } from "./answer";
import { certain } from "./certain";
import { first_come } from "./first_come";
import type { Operator } from "./operator";
import { had, plain } from "./outcomes";
import { pick } from "./pick";
import { quorum } from "./quorum";
import { rank } from "./rank";
import { set_complete } from "./set_complete";
import { streak } from "./streak";
import { threshold } from "./threshold";
import { timed_draw } from "./timed_draw";
import { urn } from "./urn";
import { weighted } from "./weighted";

export const OPERATORS: readonly [Operator, ...Operator[]] = [
  weighted,
  certain,
  streak,
  answer,
  threshold,
  set_complete,
  urn,
  first_come,
  pick,
  quorum,
  timed_draw,
  rank,
];

/** The operator of this name; an unknown one is shown as the first, the check tells that it is unknown. */
export const operatorBy = (op: PlayDecide["op"] | string): Operator =>
  OPERATORS.find((one) => one.op === op) ?? OPERATORS[0];

/** The outcomes of a play with the odds and the numbers that its settings give them; not the fallback. */
export const placedIn = (decide: PlayDecide): Outcome[] =>
  operatorBy(decide.op).placed?.(decide) ?? outcomesOf(decide);

/** A play that begins to be decided by friends, or stops being so: what an operator counts itself nobody adds. */
const turned = (play: Play, among: boolean): Play =>
  amongFriends(play.share ? { ...play, share: having(play.share, "adds", undefined) } : play, among);

export interface Change {
  /** The play as it would be. */
  play: Play;
  kept: PlayOutcome[];
  lost: PlayOutcome[];
  /** Whether anything is thrown away that somebody set. */
  asks: boolean;
}

/** Let another operator decide a play: outcomes that fit stay, and what would go is told. */
export function decidedBy(play: Play, op: string, document: ActivityDocument): Change {
  const operator = operatorBy(op);
  const asks = [...(play.asks ?? []), ...(operator.asks?.(play) ?? [])];
  const among = operator.friends === true;
  const turns = among || operatorBy(play.decide.op).friends === true;
  const next: Play = turns ? turned(play, among) : { ...play };
  if (asks.length) next.asks = asks;
  const before = allOutcomesOf(play.decide);
  next.decide = operator.begin({ ...had(play.decide), play: next, document });
  const stays = new Set(allOutcomesOf(next.decide).map((one) => one.id));
  const bare = { ...had(play.decide), outcomes: had(play.decide).outcomes.map(plain), play, document };
  const untouched = operatorBy(play.decide.op).begin(bare);
  const lost = before.filter((one) => !stays.has(one.id));
  return {
    play: next,
    kept: before.filter((one) => stays.has(one.id)),
    lost,
    asks: lost.length > 0 || canonical(untouched) !== canonical(play.decide),
  };
}
