/** Settlement batches: what was billed until a day, and how far it is. */
import { CreateSettlementBatch, SettlementBatches } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { Count, decimal, Payable, When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";

const STATES = ["open", "submitted", "approved", "void"];

export function SettlementBatchesPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const clock = useClock();
  const [state, setState] = useFilter("state");
  const list = useList(
    SettlementBatches,
    (data) => data.batches,
    { state: state || null },
    { sort: "-createdAt" },
  );
  const create = may("settlement.create_batch") && (
    <AskForm
      primary
      label={t("settlement.new")}
      lead={t("settlement.new.lead")}
      document={CreateSettlementBatch}
      said={t("settlement.created")}
      done={list.reading.again}
      toAsk={(values) => values}
      fields={[
        { name: "provider", label: "rights.provider", kind: "record", record: { kind: "provider" } },
        {
          name: "asOf",
          label: "settlement.asOf",
          kind: "day",
          initial: clock.today(),
        },
      ]}
    />
  );
  return (
    <Page title={t("place.settlements")} lead={t("place.settlements.lead")} action={create}>
      <RecordList
        {...list}
        label={t("place.settlements")}
        filtered={state !== ""}
        tools={<StateFilter family="settlement.is" values={STATES} value={state} choose={setState} />}
        keyOf={(row) => row.id}
        open={(row) => `/settlement/batches/${row.id}`}
        file={{ also: [{ head: "currency", text: (row) => row.netPayable.currency }] }}
        columns={[
          {
            head: "settlement.number",
            text: (row) => row.number,
            sorts: "number",
          },
          { head: "rights.provider", text: (row) => row.providerName },
          { head: "settlement.asOf", text: (row) => row.asOf, sorts: "asOf" },
          {
            head: "state",
            cell: (row) => <Status of={row.state} label={row.stateName} />,
            text: (row) => row.stateName,
          },
          {
            head: "settlement.matches",
            cell: (row) => (row.runHash ? <Count of={row.matchCount} /> : t("settlement.unmatched")),
            text: (row) => (row.runHash ? row.matchCount : t("settlement.unmatched")),
            right: true,
          },
          {
            head: "settlement.open",
            cell: (row) =>
              !row.runHash ? "–" : row.openBreaks ? <b className={styles.alarm}>{row.openBreaks}</b> : 0,
            text: (row) => (row.runHash ? row.openBreaks : ""),
            right: true,
          },
          {
            head: "settlement.payable",
            cell: (row) => (row.runHash ? <Payable of={row.netPayable} /> : "–"),
            text: (row) => (row.runHash ? decimal(row.netPayable) : ""),
            right: true,
          },
          { head: "at", cell: (row) => <When at={row.createdAt} />, sorts: "createdAt" },
        ]}
        empty={{ title: t("settlement.empty"), teach: t("settlement.empty.teach") }}
      />
    </Page>
  );
}
