/** What a batch holds, line by line and item by item: what does not belong is left out, and comes back. */
import { useState } from "react";
import {
  BatchEntries,
  type BatchEntriesRow,
  BringBack,
  LeaveOut,
  type SettlementBatchShown,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Amount, decimal } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { SideBySide } from "../../../parts/narrow";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

export function Held({ batch, changed }: { batch: SettlementBatchShown; changed: () => void }) {
  const { t } = useWords();
  const [side, setSide] = useState("lines");
  const list = useList(BatchEntries, (data) => data.batchEntries, { batch: batch.id, side }, { apart: true });
  const done = () => {
    list.reading.again();
    changed();
  };
  return (
    <Section title={t("settlement.held")}>
      <RecordList
        {...list}
        label={t("settlement.held")}
        keyOf={(row) => row.id}
        file={{ also: [{ head: "currency", text: (row) => row.amount.currency }] }}
        tools={
          <SideBySide
            label={t("settlement.side")}
            family="settlement"
            values={["lines", "items"]}
            value={side}
            choose={setSide}
          />
        }
        columns={[
          { head: "trail.fact.providerRef", text: (row) => row.providerRef, sorts: "ref" },
          { head: "trail.fact.orderRef", text: (row) => row.orderRef },
          { head: "settlement.day", text: (row) => row.day, sorts: "day" },
          {
            head: "statements.gross",
            cell: (row) => <Amount of={row.amount} />,
            text: (row) => decimal(row.amount),
            right: true,
            sorts: "amount",
          },
          {
            head: "state",
            cell: (row) => (
              <>
                <Status of={row.standing} label={row.standingName} />
                {row.leftOut && <div className={styles.muted}>“{row.leftOut}”</div>}
              </>
            ),
            text: (row) => row.standingName,
          },
          {
            head: "settlement.act",
            cell: (row) => <Act batch={batch.id} side={side} row={row} done={done} />,
          },
        ]}
        empty={{ title: t("settlement.held.empty"), teach: t("settlement.held.empty.teach") }}
      />
    </Section>
  );
}

interface ActProps {
  batch: string;
  side: string;
  row: BatchEntriesRow;
  done: () => void;
}

function Act({ batch, side, row, done }: ActProps) {
  const { t } = useWords();
  const ask = { batch, lines: side === "lines" ? [row.id] : [], items: side === "items" ? [row.id] : [] };
  const ref = row.providerRef || row.orderRef;
  if (row.actions.includes("leave_out"))
    return (
      <AskConfirm
        size="compact-xs"
        label={t("settlement.leaveOut")}
        says={t("settlement.leaveOut.says", { ref })}
        reason="required"
        least={4}
        document={LeaveOut}
        ask={ask}
        said={t("settlement.leftOut")}
        done={done}
      />
    );
  if (row.actions.includes("bring_back"))
    return (
      <AskConfirm
        size="compact-xs"
        label={t("settlement.bringBack")}
        says={t("settlement.bringBack.says", { ref })}
        document={BringBack}
        ask={ask}
        said={t("settlement.broughtBack")}
        done={done}
      />
    );
  return null;
}
