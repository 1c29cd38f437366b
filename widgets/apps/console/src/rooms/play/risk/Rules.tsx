/** Rules of risk: who is listed, and how often somebody may come. */
import { AddRiskRule, EndRiskRule, RiskRules, type RiskRulesRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { choicesOf } from "../../../parts/choices";
import { Until } from "../../../parts/figures";
import { AskForm, type Values } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { useList } from "../../../parts/useList";
import { ruleInWords } from "./inWords";

export function Rules() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(RiskRules, (data) => data.riskRules, { state: "standing" }, { sort: "-madeAt" });
  return (
    <RecordList
      {...list}
      label={t("risk.rules")}
      tools={may("play.keep_risk") && <NewRule done={list.reading.again} />}
      keyOf={(row: RiskRulesRow) => row.id}
      columns={[
        { head: "risk.rule", words: true, cell: (row) => ruleInWords(row, t) },
        { head: "risk.outcome", cell: (row) => t(`risk.outcome.${row.outcome}`) },
        { head: "risk.activity", words: true, cell: (row) => row.activityTitle || t("risk.activity.all") },
        { head: "risk.reason", words: true, cell: (row) => row.reason },
        { head: "risk.by", cell: (row) => row.madeBy },
        {
          head: "risk.expires",
          cell: (row) => (row.expiresAt ? <Until end={row.expiresAt} /> : "–"),
          right: true,
        },
        {
          head: "risk.end",
          right: true,
          cell: (row) =>
            row.endable && (
              <AskConfirm
                label={t("risk.end")}
                says={t("risk.end.says")}
                reason="required"
                document={EndRiskRule}
                ask={{ rule: row.id }}
                said={t("risk.end.done")}
                done={list.reading.again}
              />
            ),
        },
      ]}
      empty={{ title: t("risk.rules.empty"), teach: t("risk.rules.empty.teach") }}
    />
  );
}

const lists = (values: Values) => values.kind === "lists";
const counts = (values: Values) => values.kind === "counts";
const ofClient = (values: Values) => values.subject === "client";
const whole = (value: Values[string] | undefined) => (value === "" || value == null ? null : Number(value));

function NewRule({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("risk.add")}
      document={AddRiskRule}
      said={t("risk.add.done")}
      done={done}
      toAsk={(values) => ({
        activity: String(values.activity ?? "") || null,
        subject: String(values.subject),
        client: lists(values) && ofClient(values) ? String(values.client) : null,
        value: lists(values) && !ofClient(values) ? String(values.value) : "",
        most: counts(values) ? whole(values.most) : null,
        windowS: counts(values) ? whole(values.windowS) : null,
        outcome: String(values.outcome),
        reason: String(values.reason),
        days: whole(values.days),
      })}
      fields={[
        {
          name: "activity",
          label: "risk.activity",
          hint: "risk.activity.hint",
          kind: "record",
          record: { kind: "activity" },
          optional: true,
        },
        {
          name: "kind",
          label: "risk.kind",
          kind: "choice",
          options: choicesOf(t, "risk.kind", ["counts", "lists"]),
          initial: "counts",
        },
        {
          name: "subject",
          label: "risk.subject",
          kind: "choice",
          options: choicesOf(t, "risk", ["client", "device", "address"]),
          initial: "client",
        },
        {
          name: "client",
          label: "risk.client.which",
          kind: "record",
          record: { kind: "client" },
          when: (values) => lists(values) && ofClient(values),
        },
        {
          name: "value",
          label: "risk.value",
          hint: "risk.value.hint",
          when: (values) => lists(values) && !ofClient(values),
        },
        { name: "most", label: "risk.most", kind: "whole", when: counts },
        { name: "windowS", label: "risk.window", kind: "whole", when: counts },
        {
          name: "outcome",
          label: "risk.outcome",
          kind: "choice",
          options: choicesOf(t, "risk.outcome", ["challenge", "hold", "deny", "allow"]),
          initial: "hold",
        },
        { name: "reason", label: "risk.reason", kind: "long" },
        { name: "days", label: "risk.days", hint: "risk.days.hint", kind: "whole", optional: true },
      ]}
    />
  );
}
