/** The key of a quiz: what is right for each question that offers a choice, and what can be reached. */
import type { DecideAnswer, DecideAnswerSolution, PlayQuestion } from "@largesse/contracts/documents";

type Key = readonly DecideAnswerSolution[];

/** Questions that have something to be right: those with options. */
export const choices = (asks: readonly PlayQuestion[] = []): PlayQuestion[] =>
  asks.filter((question) => question.options?.length);

/** The most points that a client can reach. */
export const reachable = (key: Key): number => key.reduce((sum, one) => sum + (one.points ?? 1), 0);

/** The key with what is right for one question; none means that the question does not count. */
export function solved(key: Key, question: string, right: string[]): DecideAnswerSolution[] {
  const others = key.filter((one) => one.question !== question);
  if (right.length === 0) return others;
  const known = key.find((one) => one.question === question);
  if (!known) return [...others, { question, right }];
  return key.map((one) => (one === known ? { ...one, right } : one));
}

/** The key without questions and options that are asked no more; a pass stays within reach. */
export function settled(decide: DecideAnswer, asks: readonly PlayQuestion[]): DecideAnswer {
  const offered = new Map(choices(asks).map((one) => [one.id, new Set(one.options?.map(({ id }) => id))]));
  const key = decide.key
    .map((one) => ({ ...one, right: one.right.filter((id) => offered.get(one.question)?.has(id)) }))
    .filter((one) => one.right.length > 0);
  const most = Math.max(1, reachable(key));
  return { ...decide, key, pass_score: Math.min(decide.pass_score, most) };
}
