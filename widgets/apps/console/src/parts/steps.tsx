/** What stops a thing and lets it go on: the steps that are open to it now, each with its reason. */
import type { Registered } from "../api/registered";
import { type Facts, knows, useWords } from "../copy";
import { AskConfirm } from "./askConfirm";

const ENDING = ["stop", "end"];

interface StepsProps<Data extends object, Ask extends { step: string }> {
  /** In the order in which they are offered. */
  steps: Array<Lowercase<NoInfer<Ask>["step"]>>;
  /** What may be done with the thing now. */
  actions: string[];
  /** The copy keys of each step, its question, and what is so after it: `family.stop`, `.says` and `.done`. */
  family: string;
  facts: Facts;
  document: Registered<Data, { ask: Ask }>;
  /** Which thing; key, step and reason come to it. */
  ask: Omit<NoInfer<Ask>, "key" | "reason" | "step">;
  size?: string;
  done: () => void;
}

export function Steps<Data extends object, Ask extends { step: string }>({
  steps,
  actions,
  family,
  facts,
  ask,
  ...rest
}: StepsProps<Data, Ask>) {
  const { t } = useWords();
  const said = (key: string) => t(`${family}.${key}`, facts);
  return steps
    .filter((step) => actions.includes(step))
    .map((step) => (
      <AskConfirm
        {...rest}
        key={step}
        label={said(step)}
        says={said(`${step}.says`)}
        {...(knows(`${family}.${step}.act`) ? { act: said(`${step}.act`) } : {})}
        said={said(`${step}.done`)}
        danger={ENDING.includes(step)}
        reason="required"
        ask={{ ...ask, step: step.toUpperCase() } as unknown as Omit<Ask, "key" | "reason">}
      />
    ));
}
