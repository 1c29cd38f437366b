/** What a rule may ask about: the audience's facts, and inside a play the states of the activity too. */
import type { Expression } from "@largesse/contracts/documents";
import { createContext, useContext } from "react";
import { useDesk } from "../desk";
import type { AudienceFact } from "../ports";

/** Facts that stand beside those of the audience. */
export const MoreFacts = createContext<readonly AudienceFact[]>([]);

const KINDS = ["tier_at_least", "has_tag", "in", "eq"] as const;
const REACHED = "reached";

interface Askable {
  facts: AudienceFact[];
  kinds: string[];
  /** The clause of a kind as it begins. */
  begin: (kind: string) => Expression;
}

export function useAskable(): Askable {
  const more = useContext(MoreFacts);
  const { vocabulary } = useDesk();
  const [first] = more;
  const begin = (kind: string): Expression => {
    if (kind === REACHED && first) return { op: "gte", fact: first.name, value: 1 };
    if (kind === "has_tag") return { op: "has_tag", tag: "vip" };
    if (kind === "in") return { op: "in", fact: "wealth_band", values: ["A"] };
    if (kind === "eq") return { op: "eq", fact: "class", value: "" };
    return { op: "tier_at_least", tier: "gold" };
  };
  return {
    facts: [...vocabulary.facts, ...more],
    kinds: first ? [REACHED, ...KINDS] : [...KINDS],
    begin,
  };
}
