/** One rule: what it asks and whether it stops, opened to the law behind it and the form that says it anew. */
import { Link } from "wouter";
import { type GuardRulesRow, ProposeGuardRule } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { AskForm, type Field, type Values } from "../../../parts/form";
import { FactList, Note } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { CERTAINTIES, certaintyOf } from "./kept";
import styles from "./rules.module.css";

interface RuleProps {
  rule: GuardRulesRow;
  change: boolean;
  done: () => void;
}

export function Rule({ rule, change, done }: RuleProps) {
  const { t, of } = useWords();
  const signed = of({ "zh-CN": rule.signedByZh, en: rule.signedByEn });
  return (
    <li>
      <details className={styles.rule}>
        <summary>
          <b>{rule.title}</b>
          <span>
            {rule.sample
              ? t("rules.sample")
              : signed
                ? t("rules.signed", { by: signed })
                : t("rules.unsigned")}
          </span>
          <Status
            of={rule.stops ? "error" : "warning"}
            label={t(rule.stops ? "rules.stops" : "rules.warns")}
          />
        </summary>
        {rule.waits && (
          <Note>
            <Link href={`/approvals/${rule.waits.approval}`}>
              {t("rules.waits", { version: rule.waits.version, by: rule.waits.makerName })}
            </Link>
          </Note>
        )}
        {rule.shippedMoved && <Note tone="warn">{t("rules.moved")}</Note>}
        <FactList
          facts={[
            ["rules.source", of({ "zh-CN": rule.sourceZh, en: rule.sourceEn })],
            ["rules.effective", rule.effective],
            ["rules.certainty", t(`rules.certainty.${rule.certainty}`)],
            ["rules.owner", of({ "zh-CN": rule.ownerZh, en: rule.ownerEn })],
            ["rules.remedy", of({ "zh-CN": rule.remedyZh, en: rule.remedyEn }) || "–"],
            ["rules.version", <Version key="version" of={rule.version} />],
            ["rules.code", <code key="code">{rule.code}</code>],
          ]}
        />
        {change && !rule.waits && <RuleForm rule={rule} done={done} />}
      </details>
    </li>
  );
}

function Version({ of: version }: { of: GuardRulesRow["version"] }) {
  const { t } = useWords();
  if (!version) return <>{t("rules.shipped")}</>;
  return (
    <Link href={`/approvals/${version.approval}`}>
      {t("rules.kept", { version: version.version, by: version.makerName })} <When at={version.decidedAt} />
    </Link>
  );
}

const pair = (values: Values, name: string) => ({
  zh: values[`${name}Zh`] ?? "",
  en: values[`${name}En`] ?? "",
});

function RuleForm({ rule, done }: Omit<RuleProps, "change">) {
  const { t } = useWords();
  const options = CERTAINTIES.map((value) => ({ value, label: t(certaintyOf(value)) }));
  const both = (name: "source" | "owner" | "remedy" | "signedBy", more: Partial<Field> = {}): Field[] => [
    { name: `${name}Zh`, of: name, label: `rules.${name}.zh`, initial: rule[`${name}Zh`], ...more },
    { name: `${name}En`, of: name, label: `rules.${name}.en`, initial: rule[`${name}En`], ...more },
  ];
  return (
    <AskForm
      label={t("rules.change")}
      title={rule.title}
      lead={t("rules.change.lead")}
      document={ProposeGuardRule}
      said={t("rules.proposed")}
      act={t("rules.propose")}
      done={done}
      toAsk={(values) => ({
        rule: rule.code,
        effective: values.effective,
        certainty: String(values.certainty).toUpperCase(),
        source: pair(values, "source"),
        owner: pair(values, "owner"),
        remedy: pair(values, "remedy"),
        signedBy: pair(values, "signedBy"),
      })}
      fields={[
        ...both("signedBy", { optional: true, hint: "rules.signedBy.hint" }),
        { name: "certainty", label: "rules.certainty", kind: "choice", options, initial: rule.certainty },
        ...both("source", { kind: "long" }),
        { name: "effective", label: "rules.effective", kind: "day", initial: rule.effective },
        ...both("owner"),
        ...both("remedy", { kind: "long", optional: true }),
      ]}
    />
  );
}
