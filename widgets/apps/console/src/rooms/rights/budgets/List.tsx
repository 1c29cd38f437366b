/** Budgets: the purse every batch is paid from. */
import { Budgets, CreateBudget } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Amount, Burn, decimal } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { nameFields } from "../../../parts/named";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

export function BudgetsPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Budgets, (data) => data.budgets);
  const lastUsed = list.pages?.edges[0]?.node.cap.currency;
  const create = may("rights.open_budget") && (
    <AskForm
      primary
      label={t("budgets.new")}
      document={CreateBudget}
      said={t("budgets.new.done")}
      done={list.reading.again}
      toAsk={({ nameZh, nameEn, ...rest }) => ({
        ...rest,
        title: { zh: nameZh, en: nameEn },
      })}
      fields={[
        { name: "code", label: "code" },
        ...nameFields("title"),
        { name: "currency", label: "currency", hint: "currency.hint", initial: lastUsed ?? "" },
        { name: "capMinor", label: "budgets.cap", kind: "money" },
        { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
      ]}
    />
  );
  return (
    <Page title={t("place.budgets")} lead={t("place.budgets.lead")} action={create}>
      <RecordList
        {...list}
        label={t("place.budgets")}
        keyOf={(row) => row.id}
        open={(row) => `/rights/budgets/${row.id}`}
        file={{ also: [{ head: "currency", text: (row) => row.cap.currency }] }}
        columns={[
          { head: "name", text: (row) => row.name },
          { head: "unit", text: (row) => row.unitName },
          {
            head: "budgets.cap",
            cell: (row) => <Amount of={row.cap} />,
            text: (row) => decimal(row.cap),
            right: true,
            sorts: "cap",
          },
          {
            head: "budgets.used",
            cell: (row) => <Amount of={row.used} />,
            text: (row) => decimal(row.used),
            right: true,
          },
          {
            head: "budgets.burn",
            cell: (row) => <Burn used={row.used.amountMinor} total={row.cap.amountMinor} />,
            sorts: "burn",
          },
          { head: "state", cell: (row) => <Status of={row.state} /> },
        ]}
        empty={{ title: t("budgets.empty"), teach: t("budgets.empty.teach") }}
      />
    </Page>
  );
}
