/** Questions of a play: fresh ones, and what each kind has. */
import type { PlayOption, PlayQuestion } from "@largesse/contracts/documents";
import { having } from "../parts/having";
import { free } from "./names";

export type QuestionKind = PlayQuestion["kind"];
export const QUESTION_KINDS: readonly QuestionKind[] = ["one", "many", "text", "number"];
export const OPTIONS = { min: 2, max: 20 } as const;

export const offersChoice = (kind: QuestionKind): boolean => kind === "one" || kind === "many";

export function newOption(options: readonly PlayOption[]): PlayOption {
  const id = free(
    options.map((one) => one.id),
    "option-",
  );
  const number = id.slice("option-".length);
  return { id, text: { "zh-CN": `选项 ${number}`, en: `Option ${number}` } };
}

const firstOptions = (): PlayOption[] => {
  const first = newOption([]);
  return [first, newOption([first])];
};

export function newQuestion(asks: readonly PlayQuestion[]): PlayQuestion {
  const id = free(
    asks.map((one) => one.id),
    "question-",
  );
  return { id, text: { "zh-CN": "新问题", en: "New question" }, kind: "one", options: firstOptions() };
}

/**
 * A question of another kind: only choices have options, those that it has or had before; a bound of one kind means
 * nothing to another.
 */
export function asKind(
  question: PlayQuestion,
  kind: QuestionKind,
  before: PlayOption[] = firstOptions(),
): PlayQuestion {
  const options = offersChoice(kind) ? (question.options ?? before) : undefined;
  const plain = having(having(question, "max", undefined), "per_second", undefined);
  const shown = having(plain, "totals", offersChoice(kind) ? plain.totals : undefined);
  return { ...having(shown, "options", options), kind };
}
