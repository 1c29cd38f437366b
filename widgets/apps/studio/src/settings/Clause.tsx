/** One clause of a rule: a fact, a tier, a tag or a state; "not" is a choice of its own. */

import type { Expression } from "@largesse/contracts/documents";
import { Checkbox, Select, TagsInput, TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { Count } from "../parts/Count";
import { useWords } from "../words";
import { useAskable } from "./askable";
import { isOfState } from "./states";

export function Clause({ rule, put }: { rule: Expression; put: (rule: Expression) => void }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const denied = rule.op === "not";
  const inner = denied ? rule.of : rule;
  const write = (next: Expression) => put(denied ? { op: "not", of: next } : next);
  return (
    <>
      <Checkbox
        label={t("clause.not")}
        checked={denied}
        disabled={!editable}
        mb={8}
        onChange={(event) => put(event.currentTarget.checked ? { op: "not", of: inner } : inner)}
      />
      <Body rule={inner} put={write} />
    </>
  );
}

function Body({ rule, put }: { rule: Expression; put: (rule: Expression) => void }) {
  const { t } = useWords();
  const { editable, vocabulary } = useDesk();
  /** A flag is asked by yes or no, never by a word. */
  const flagged = (fact: string) =>
    vocabulary.facts.find((one) => one.name === fact)?.kind === "flag" ? { value: true } : {};
  const tiers = vocabulary.tiers.map((tier) => ({ value: tier.code, label: tier.name }));
  if (rule.op === "tier_at_least")
    return (
      <Select
        label={t("clause.tier_at_least")}
        readOnly={!editable}
        allowDeselect={false}
        data={tiers}
        value={rule.tier}
        onChange={(tier) => tier && put({ ...rule, tier })}
      />
    );
  if (rule.op === "has_tag")
    return (
      <TextInput
        label={t("clause.has_tag")}
        readOnly={!editable}
        value={rule.tag}
        onChange={(event) => event.currentTarget.value && put({ ...rule, tag: event.currentTarget.value })}
      />
    );
  if (rule.op === "in")
    return (
      <>
        <FactChoice single fact={rule.fact} put={(fact) => put({ ...rule, fact })} />
        <TagsInput
          label={t("clause.values")}
          readOnly={!editable}
          data={vocabulary.facts.find((one) => one.name === rule.fact)?.values ?? []}
          value={rule.values.map(String)}
          onChange={(values) => values.length > 0 && put({ ...rule, values })}
        />
      </>
    );
  const kind = "fact" in rule && vocabulary.facts.find((one) => one.name === rule.fact)?.kind;
  if (rule.op === "eq" && (kind === "flag" || typeof rule.value === "boolean"))
    return (
      <>
        <FactChoice fact={rule.fact} put={(fact) => put({ op: "eq", fact, value: "", ...flagged(fact) })} />
        <Select
          label={t("clause.flag")}
          readOnly={!editable}
          allowDeselect={false}
          data={[
            { value: "true", label: t("clause.yes") },
            { value: "false", label: t("clause.no") },
          ]}
          value={String(rule.value)}
          onChange={(value) => put({ ...rule, value: value === "true" })}
        />
      </>
    );
  if (isComparison(rule))
    return isOfState(rule.fact) ? (
      <OfState rule={rule} put={put} />
    ) : (
      <>
        <FactChoice fact={rule.fact} put={(fact) => put({ ...asking(rule, fact), ...flagged(fact) })} />
        <TextInput
          label={t(`compare.${rule.op}`)}
          readOnly={!editable}
          value={String(rule.value)}
          onChange={(event) => put({ ...rule, value: event.currentTarget.value })}
        />
      </>
    );
  return <span>{t("clause.kept", { op: rule.op })}</span>;
}

const COMPARISONS = ["gte", "lte", "eq", "gt", "lt"] as const;
type Comparison = Extract<Expression, { op: (typeof COMPARISONS)[number] }>;
const isComparison = (rule: Expression): rule is Comparison =>
  (COMPARISONS as readonly string[]).includes(rule.op);

/** The same comparison of another fact; a state is compared with a number. */
const asking = (rule: Comparison, fact: string): Comparison => ({
  ...rule,
  fact,
  value: isOfState(fact) && typeof rule.value !== "number" ? 1 : rule.value,
});

/** What a state has reached: a number, compared. */
function OfState({ rule, put }: { rule: Comparison; put: (rule: Expression) => void }) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <>
      <FactChoice fact={rule.fact} put={(fact) => put({ ...rule, fact })} />
      <Select
        label={t("clause.compare")}
        readOnly={!editable}
        allowDeselect={false}
        w={110}
        data={COMPARISONS.map((value) => ({ value, label: t(`compare.${value}`) }))}
        value={rule.op}
        onChange={(op) => op && put({ ...rule, op: op as Comparison["op"] })}
      />
      <Count label={t("clause.number")} value={Number(rule.value)} put={(value) => put({ ...rule, value })} />
    </>
  );
}

interface FactProps {
  fact: string;
  put: (fact: string) => void;
  /** Only facts that are one of some values, not the numbers of states. */
  single?: boolean;
}

function FactChoice({ fact, put, single = false }: FactProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const askable = useAskable().facts.filter((one) => !single || !isOfState(one.name));
  const known = askable.map((one) => ({ value: one.name, label: one.title }));
  const data = known.some((one) => one.value === fact) ? known : [...known, { value: fact, label: fact }];
  return (
    <Select
      label={t("clause.fact")}
      readOnly={!editable}
      allowDeselect={false}
      data={data}
      value={fact}
      onChange={(value) => value && put(value)}
    />
  );
}
