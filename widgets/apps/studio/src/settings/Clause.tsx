/** One clause of the audience: a fact, a tier or a tag; "not" is a choice of its own. */

import type { Expression } from "@largesse/contracts/documents";
import { Checkbox, Select, TagsInput, TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";

export const KINDS_OF_CLAUSE = ["tier_at_least", "has_tag", "in", "eq"] as const;

export function startOf(kind: string): Expression {
  if (kind === "has_tag") return { op: "has_tag", tag: "vip" };
  if (kind === "in") return { op: "in", fact: "wealth_band", values: ["A"] };
  if (kind === "eq") return { op: "eq", fact: "class", value: "" };
  return { op: "tier_at_least", tier: "gold" };
}

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
        <FactChoice fact={rule.fact} put={(fact) => put({ ...rule, fact })} />
        <TagsInput
          label={t("clause.values")}
          readOnly={!editable}
          data={vocabulary.facts.find((one) => one.name === rule.fact)?.values ?? []}
          value={rule.values.map(String)}
          onChange={(values) => values.length > 0 && put({ ...rule, values })}
        />
      </>
    );
  if (rule.op === "eq" || rule.op === "lt" || rule.op === "lte" || rule.op === "gt" || rule.op === "gte")
    return (
      <>
        <FactChoice fact={rule.fact} put={(fact) => put({ ...rule, fact })} />
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

function FactChoice({ fact, put }: { fact: string; put: (fact: string) => void }) {
  const { t } = useWords();
  const { editable, vocabulary } = useDesk();
  const known = vocabulary.facts.map((one) => ({ value: one.name, label: one.title }));
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
