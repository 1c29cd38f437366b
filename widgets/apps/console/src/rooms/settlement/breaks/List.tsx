/** Differences of a batch: one person proposes a way with a reason, a second person decides; hundreds at a time. */
import { moneyFigure } from "@largesse/kernel";
import { Checkbox } from "@mantine/core";
import { useState } from "react";
import {
  Breaks as BreaksDocument,
  type BreaksRow,
  type BreaksSort,
  type SettlementBatchShown,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import type { FileColumn } from "../../../parts/csv";
import { decimal, type MoneyValue } from "../../../parts/figures";
import { type Column, RecordList } from "../../../parts/list";
import { SideBySide } from "../../../parts/narrow";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { Look, RawRow } from "../lines/RawRow";
import { References } from "../lines/References";
import own from "../settlement.module.css";
import { DecideMany, Disposed, PICKED_MAX, Propose } from "./Deciding";
import { whyNone } from "./standing";

const PAGE = 100;

interface BreaksProps {
  batch: SettlementBatchShown;
  changed: () => void;
}

export function Breaks({ batch, changed }: BreaksProps) {
  const [state, setState] = useFilter("breaks", "all");
  const { t } = useWords();
  const list = useList(BreaksDocument, (data) => data.breaks, { batch: batch.id, state }, { size: PAGE });
  const none = whyNone(batch);
  const rows = list.pages?.edges.map((edge) => edge.node) ?? [];
  const { picked, columns, clear } = usePicked(rows);
  const done = () => {
    clear();
    list.reading.again();
    changed();
  };
  return (
    <>
      <RecordList
        {...list}
        label={t("place.breaks")}
        filtered={state !== "all" && none === "breaks.empty"}
        file={{ also: also(t) }}
        keyOf={(row) => row.id}
        tools={
          <>
            <SideBySide
              label={t("state")}
              family="breaks"
              values={["all", "open", "proposed", "decided"]}
              value={state}
              choose={setState}
            />
            <Propose breaks={picked.filter((row) => row.actions.includes("propose"))} done={done} />
            <DecideMany breaks={picked} done={done} />
          </>
        }
        columns={[...columns, ...columnsOf(t, rows[0]?.difference.currency ?? "", done)]}
        empty={{ title: t(none), teach: t(`${none}.teach`, { count: batch.uncompared }) }}
      />
      <RawRow />
    </>
  );
}

/** Rows picked on this page and the ones before it, up to what one ask may hold. */
function usePicked(rows: BreaksRow[]) {
  const { t } = useWords();
  const [picked, setPicked] = useState<BreaksRow[]>([]);
  const can = (row: BreaksRow) => row.actions.length > 0;
  const has = (row: BreaksRow) => picked.some((one) => one.id === row.id);
  const put = (some: BreaksRow[], on: boolean) =>
    setPicked((now) => {
      const others = now.filter((one) => !some.some((row) => row.id === one.id));
      return on ? [...others, ...some].slice(0, PICKED_MAX) : others;
    });
  const here = rows.filter(can);
  const column: Column<BreaksRow> = {
    head: "breaks.pick",
    headCell: (
      <Checkbox
        size="xs"
        aria-label={t("breaks.pickAll")}
        checked={here.every(has)}
        indeterminate={here.some(has) && !here.every(has)}
        onChange={(event) => put(here, event.currentTarget.checked)}
      />
    ),
    cell: (row) =>
      can(row) && (
        <Checkbox
          size="xs"
          aria-label={t("breaks.pickOne", { ref: row.providerRef || row.orderRef })}
          checked={has(row)}
          onChange={(event) => put([row], event.currentTarget.checked)}
        />
      ),
  };
  return { picked, columns: here.length > 0 ? [column] : [], clear: () => setPicked([]) };
}

type Say = (key: string) => string;

const columnsOf = (t: Say, currency: string, done: () => void): Array<Column<BreaksRow, BreaksSort>> => [
  {
    head: "breaks.code",
    cell: (row) => <span className={own.code}>{row.codeName}</span>,
    text: (row) => row.codeName,
    sorts: "code",
  },
  { head: "breaks.refs", cell: (row) => <References of={row} /> },
  {
    head: "breaks.billed",
    headCell: <Head name={t("breaks.billed")} currency={currency} />,
    cell: (row) => <Figure of={row.billed} />,
    text: (row) => decimal(row.billed),
    right: true,
  },
  {
    head: "breaks.ours",
    headCell: <Head name={t("breaks.ours")} currency={currency} />,
    cell: (row) => <Figure of={row.ours} />,
    text: (row) => decimal(row.ours),
    right: true,
  },
  {
    head: "breaks.difference",
    cell: (row) => <Signed of={row.difference} />,
    text: (row) => decimal(row.difference),
    right: true,
    sorts: "difference",
  },
  {
    head: "breaks.way",
    cell: (row) => (
      <div className={own.way}>
        <Status of={row.state} />
        {row.disposition && <Disposed row={row} done={done} />}
      </div>
    ),
    text: (row) => row.disposition && `${row.disposition.kindName}: ${row.disposition.reason}`,
  },
  {
    head: "breaks.look",
    cell: (row) => <Look line={row.line} right={row.right} />,
  },
];

/** What a file has beside the screen's columns. */
const also = (t: Say): Array<FileColumn<BreaksRow>> => [
  { head: "trail.fact.providerRef", text: (row) => row.providerRef },
  { head: "trail.fact.orderRef", text: (row) => row.orderRef },
  { head: "refs.ourProviderRef", text: (row) => row.ourProviderRef },
  { head: "refs.ourOrderRef", text: (row) => row.ourOrderRef },
  { head: "state", text: (row) => t(`state.${row.state}`) },
  { head: "currency", text: (row) => row.difference.currency },
  { head: "statements.file", text: (row) => row.fileName },
  { head: "row.number", text: (row) => row.row },
];

function Head({ name, currency }: { name: string; currency: string }) {
  return (
    <>
      {name} <small>{currency}</small>
    </>
  );
}

function Figure({ of }: { of: MoneyValue | null }) {
  if (!of) return <span className={styles.muted}>–</span>;
  return <span className={styles.amount}>{moneyFigure(of.amountMinor, of.currency)}</span>;
}

/** Billed less ours: the sign says who asks more, the colour says it again. */
function Signed({ of }: { of: MoneyValue }) {
  const sign = of.amountMinor > 0 ? "+" : of.amountMinor < 0 ? "−" : "";
  return (
    <span className={own.signed} data-sign={sign}>
      {sign}
      {moneyFigure(Math.abs(of.amountMinor), of.currency)}
    </span>
  );
}
