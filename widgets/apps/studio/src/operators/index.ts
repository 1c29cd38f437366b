/** The operators, the one that a new play begins with first. */
import type { PlayDecide } from "@largesse/contracts/documents";
import { certain } from "./certain";
import type { Operator } from "./operator";
import { weighted } from "./weighted";

export const OPERATORS: readonly [Operator, ...Operator[]] = [weighted, certain];

/** The operator of this name; an unknown one is shown as the first, the check tells that it is unknown. */
export const operatorBy = (op: PlayDecide["op"] | string): Operator =>
  OPERATORS.find((one) => one.op === op) ?? OPERATORS[0];
