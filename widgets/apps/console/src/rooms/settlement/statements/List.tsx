/** Statements: what providers billed, as it was received. */
import { LoadStatement, Statements } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { Amount, Count, decimal, minor, When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { Upload } from "./Upload";

const STATES = ["open", "loaded", "quarantined", "superseded"];

export function StatementsPage() {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const [state, setState] = useFilter("state");
  const list = useList(
    Statements,
    (data) => data.statements,
    { state: state || null },
    { sort: "-loadedAt" },
  );
  const actions = may("settlement.load_statement") && (
    <>
      <AskForm
        label={t("statements.fetch")}
        act={t("statements.fetch.act")}
        lead={t("statements.fetch.lead")}
        document={LoadStatement}
        said={t("statements.fetched")}
        done={list.reading.again}
        toAsk={(values) => values}
        fields={[
          { name: "provider", label: "rights.provider", kind: "record", record: { kind: "provider" } },
          { name: "day", label: "statements.day", kind: "day" },
        ]}
      />
      <Upload done={list.reading.again} />
    </>
  );
  return (
    <Page title={t("place.statements")} lead={t("place.statements.lead")} action={actions}>
      <RecordList
        {...list}
        label={t("place.statements")}
        filtered={state !== ""}
        tools={<StateFilter family="statements.is" values={STATES} value={state} choose={setState} />}
        keyOf={(row) => row.id}
        open={(row) => `/settlement/statements/${row.id}`}
        file={{ also: [{ head: "currency", text: (row) => row.currency }] }}
        columns={[
          { head: "statements.file", text: (row) => row.fileName },
          { head: "rights.provider", text: (row) => row.providerName },
          {
            head: "state",
            cell: (row) => <Status of={row.state} />,
            text: (row) => t(`state.${row.state}`),
          },
          {
            head: "statements.days",
            text: (row) => (row.firstDay === row.lastDay ? row.firstDay : `${row.firstDay} – ${row.lastDay}`),
          },
          {
            head: "statements.lines",
            cell: (row) => <Count of={row.lineCount} />,
            text: (row) => row.lineCount,
            right: true,
          },
          {
            head: "statements.gross",
            cell: (row) => <Amount of={minor(row.grossMinor, row.currency)} />,
            text: (row) => decimal(minor(row.grossMinor, row.currency)),
            right: true,
          },
          {
            head: "statements.batch",
            cell: (row) => row.batchNumber ?? "–",
            text: (row) => row.batchNumber,
          },
          {
            head: "statements.loaded",
            cell: (row) => <When at={row.loadedAt} />,
            text: (row) => clock.exact(row.loadedAt),
            sorts: "loadedAt",
          },
        ]}
        empty={{ title: t("statements.empty"), teach: t("statements.empty.teach") }}
      />
    </Page>
  );
}
