/** Rules of allowances: how much a tier lets one take in a period, and from which batch it comes. */
import { useRead } from "../../../api/ask";
import {
  AllowanceRules,
  AllowanceTiers,
  type AllowanceTiersData,
  MakeAllowanceRule,
  StopAllowanceRule,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { choicesOf } from "../../../parts/choices";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

export function AllowancesPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const tiers = useRead(AllowanceTiers, {}).data?.allowanceTiers ?? [];
  const list = useList(AllowanceRules, (data) => data.allowanceRules, {}, { sort: "-madeAt" });
  return (
    <Page
      title={t("place.allowances")}
      lead={t("place.allowances.lead")}
      action={may("rights.keep_allowances") && <Make tiers={tiers} done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.allowances")}
        keyOf={(row) => row.id}
        columns={[
          {
            head: "allowances.tier",
            cell: (row) => tiers.find((one) => one.code === row.tier)?.name ?? row.tier,
            sorts: "tier",
          },
          { head: "allowances.what", cell: (row) => `${row.title} · ${row.batchCode}`, sorts: "sku" },
          {
            head: "allowances.quota",
            cell: (row) =>
              t("allowances.quota.of", {
                period: row.periodName,
                count: row.units,
              }),
          },
          { head: "allowances.owner", cell: (row) => row.ownerName },
          {
            head: "allowances.rules",
            cell: (row) =>
              [
                row.proRata ? t("allowances.by.days") : t("allowances.by.start"),
                t(row.returns ? "allowances.comes.back" : "allowances.lapses"),
              ].join(t("list.comma")),
          },
          {
            head: "allowances.taken",
            cell: (row) => (
              <>
                <div style={{ whiteSpace: "nowrap" }}>{t("allowances.held.of", { count: row.held })}</div>
                <div style={{ whiteSpace: "nowrap" }}>{t("allowances.used.of", { count: row.used })}</div>
              </>
            ),
          },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          {
            head: "actions",
            right: true,
            cell: (row) =>
              row.actions.includes("stop") && (
                <AskConfirm
                  danger
                  size="compact-xs"
                  label={t("allowances.stop")}
                  title={`${t("allowances.stop")} ${row.title}`}
                  says={t("allowances.stop.says")}
                  document={StopAllowanceRule}
                  ask={{ rule: row.id }}
                  said={t("allowances.stopped")}
                  done={list.reading.again}
                />
              ),
          },
        ]}
        empty={{ title: t("allowances.empty"), teach: t("allowances.empty.teach") }}
      />
    </Page>
  );
}

function Make({ tiers, done }: { tiers: AllowanceTiersData["allowanceTiers"]; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      primary
      label={t("allowances.make")}
      lead={t("allowances.make.lead")}
      document={MakeAllowanceRule}
      said={t("allowances.made")}
      done={done}
      toAsk={(values) => ({ ...values, units: Number(values.units) })}
      fields={[
        {
          name: "tier",
          label: "allowances.tier",
          kind: "choice",
          options: tiers.map((one) => ({ value: one.code, label: one.name })),
        },
        { name: "batch", label: "batches.batch", kind: "record", record: { kind: "batch" } },
        {
          name: "period",
          label: "allowances.period",
          kind: "choice",
          options: choicesOf(t, "allowances.period", ["year", "quarter", "month", "once"]),
          initial: "quarter",
        },
        { name: "units", label: "allowances.units", kind: "whole", initial: 1 },
        {
          name: "owner",
          label: "allowances.owner",
          kind: "choice",
          options: choicesOf(t, "allowances.owner", ["person", "household"]),
          initial: "person",
        },
        { name: "proRata", label: "allowances.proRata", kind: "yes" },
        { name: "returns", label: "allowances.returns", kind: "yes" },
      ]}
    />
  );
}
