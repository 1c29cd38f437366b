/** A statement's lines as they were received, each with how it stands. */
import { StatementLines, type StatementLinesRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import type { FileColumn } from "../../../parts/csv";
import { Amount, decimal } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import own from "../settlement.module.css";
import { Look } from "./RawRow";
import { Reference } from "./References";

const TONE: Record<string, string> = {
  matched: "matched",
  open: "pending",
  later: "pending",
  overlap: "superseded",
  unpaid: "superseded",
};

/** What a file has beside the screen's columns. */
const ALSO: Array<FileColumn<StatementLinesRow>> = [
  { head: "row.number", text: (row) => row.row },
  { head: "trail.fact.providerRef", text: (row) => row.providerRef },
  { head: "trail.fact.orderRef", text: (row) => row.platformRef },
  { head: "currency", text: (row) => row.gross.currency },
];

export function Lines({ statement, name }: { statement: string; name: string }) {
  const { t } = useWords();
  const list = useList(StatementLines, (data) => data.statementLines, { statement }, { sort: "lineNo" });
  return (
    <RecordList
      {...list}
      label={t("statements.lines")}
      file={{ name, also: ALSO }}
      keyOf={(row) => row.id}
      columns={[
        { head: "statements.no", text: (row) => row.lineNo, sorts: "lineNo" },
        {
          head: "breaks.refs",
          cell: (row) => (
            <div className={own.stack}>
              {row.providerRef && <Reference of={row.providerRef} />}
              {row.platformRef && <Reference of={row.platformRef} />}
            </div>
          ),
        },
        { head: "batches.sku", text: (row) => row.sku },
        {
          head: "statements.kind",
          text: (row) => t(`lineType.${row.lineType}`),
        },
        {
          head: "statements.gross",
          cell: (row) => <Amount of={row.gross} />,
          text: (row) => decimal(row.gross),
          right: true,
        },
        {
          head: "statements.standing",
          cell: (row) => <Status of={TONE[row.standing] ?? "unmatched"} label={row.standingName} />,
          text: (row) => row.standingName,
        },
        {
          head: "breaks.look",
          cell: (row) => <Look line={row.id} right={row.right} />,
        },
      ]}
      empty={{ title: t("statements.noLines") }}
    />
  );
}
