/** Issue batches with their stock, and what each may still give. */
import { IssueBatches, type IssueBatchesRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import type { FileColumn } from "../../../parts/csv";
import { Amount, decimal, StockBar } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { type Clock, useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { NewBatch } from "./Form";
import { BatchSide } from "./Page";

const STATES = ["draft", "pending_approval", "active", "paused", "stopped"];

const stock = (clock: Clock): Array<FileColumn<IssueBatchesRow>> => [
  { head: "batches.total", text: (row) => row.total },
  { head: "batches.free", text: (row) => row.free },
  { head: "batches.held", text: (row) => row.held },
  { head: "batches.issued", text: (row) => row.issued },
  { head: "batches.lapsed", text: (row) => row.lapsed },
  { head: "starts", text: (row) => clock.day(row.startsAt) },
  { head: "ends", text: (row) => clock.lastDay(row.endsAt) },
];

export function BatchesPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const clock = useClock();
  const [state, setState] = useFilter("state");
  const list = useList(IssueBatches, (data) => data.issueBatches, { state: state || null });
  return (
    <Page
      title={t("place.batches")}
      lead={t("place.batches.lead")}
      action={<NewBatch done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.batches")}
        filtered={state !== ""}
        tools={<StateFilter values={STATES} value={state} choose={setState} />}
        keyOf={(row) => row.id}
        openId={id}
        file={{ also: stock(clock) }}
        open={(row) => `/rights/batches/${row.id}`}
        columns={[
          {
            head: "batches.batch",
            cell: (row) => row.name || row.skuName,
            text: (row) => row.name,
          },
          { head: "batches.sku", text: (row) => row.skuName },
          {
            head: "state",
            cell: (row) => <Status of={row.state} />,
            text: (row) => t(`state.${row.state}`),
          },
          { head: "batches.stock", cell: (row) => <StockBar {...row} />, sorts: "free" },
          {
            head: "rights.cost",
            cell: (row) => <Amount of={row.unitCost} />,
            text: (row) => decimal(row.unitCost),
            right: true,
          },
          { head: "batches.window", cell: (row) => clock.days(row.startsAt, row.endsAt), sorts: "endsAt" },
        ]}
        empty={{ title: t("batches.empty"), teach: t("batches.empty.teach") }}
      />
      {id && <BatchSide id={id} changed={list.reading.again} />}
    </Page>
  );
}
