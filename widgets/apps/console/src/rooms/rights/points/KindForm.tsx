/** A kind of points that is made, or what holds for awards to come of one that is there. */
import { ChangePointsKind, MakePointsKind, type PointsKindShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { enumsOf } from "../../../parts/choices";
import { AskForm, type Field, type Values } from "../../../parts/form";
import { nameFields } from "../../../parts/named";

interface KindFormProps {
  /** The kind that is changed; none for a new one. */
  of?: PointsKindShown;
  done: () => void;
}

const LASTS = ["days", "months", "year_end", "never"];

function toAsk({ nameZh, nameEn, ruleZh, ruleEn, scopeZh, scopeEn, ...values }: Values): object {
  return {
    ...values,
    ...(nameZh === undefined ? {} : { name: { zh: nameZh, en: nameEn } }),
    lastsFor: Number(values.lastsFor),
    graceDays: Number(values.graceDays),
    handDayMax: Number(values.handDayMax),
    exchangeRule: { zh: ruleZh, en: ruleEn },
    scope: { zh: scopeZh, en: scopeEn },
  };
}

export function KindForm({ of: kind, done }: KindFormProps) {
  const { t } = useWords();
  const rule = ruleFields(kind, t);
  if (kind)
    return (
      <AskForm
        label={t("points.kind.change")}
        lead={t("points.kind.change.lead")}
        document={ChangePointsKind}
        said={t("points.kind.changed")}
        done={done}
        toAsk={(values) => ({ ...toAsk(values), pointsKind: kind.id })}
        fields={[...rule, { name: "reason", label: "reason", kind: "long" }]}
      />
    );
  const made: Field[] = [
    { name: "code", label: "code" },
    ...nameFields("name"),
    ...rule,
    {
      name: "unit",
      label: "unit",
      kind: "record",
      record: { kind: "unit" },
      optional: true,
      hint: "points.whole.hint",
    },
  ];
  return (
    <AskForm
      primary
      label={t("points.kind.new")}
      document={MakePointsKind}
      said={t("points.kind.made")}
      done={done}
      toAsk={toAsk}
      fields={made}
    />
  );
}

/** What an award to come is judged by. */
const ruleFields = (kind: PointsKindShown | undefined, t: (key: string) => string): Field[] => [
  {
    name: "lasts",
    label: "points.lasts",
    kind: "choice",
    options: enumsOf(t, "points.lasts", LASTS),
    initial: (kind?.lasts ?? "months").toUpperCase(),
  },
  {
    name: "lastsFor",
    label: "points.lastsFor",
    kind: "whole",
    hint: "points.lastsFor.hint",
    initial: kind?.lastsFor ?? 12,
  },
  {
    name: "graceDays",
    label: "points.grace",
    kind: "whole",
    hint: "points.grace.hint",
    initial: kind?.graceDays ?? 30,
  },
  { name: "handDayMax", label: "points.handMax", kind: "whole", initial: kind?.handDayMax ?? 10_000 },
  { name: "transferable", label: "points.transferable", kind: "yes", initial: kind?.transferable ?? true },
  {
    name: "ruleZh",
    label: "points.rule.zh",
    of: "exchangeRule",
    kind: "long",
    initial: kind?.exchangeRuleZh ?? "",
  },
  { name: "ruleEn", label: "points.rule.en", kind: "long", initial: kind?.exchangeRuleEn ?? "" },
  {
    name: "scopeZh",
    label: "points.scope.zh",
    of: "scope",
    kind: "long",
    initial: kind?.scopeZh ?? "",
  },
  { name: "scopeEn", label: "points.scope.en", kind: "long", initial: kind?.scopeEn ?? "" },
];
