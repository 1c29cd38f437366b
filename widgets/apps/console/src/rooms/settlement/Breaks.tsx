/** Differences of a batch: one person proposes a way with a reason, a second person decides; hundreds at a time. */
import { Checkbox, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { Breaks as BreaksDocument } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { useFilter } from "../../parts/address";
import { Amount, decimal } from "../../parts/figures";
import { type Column, RecordList } from "../../parts/list";
import { Status } from "../../parts/status";
import { useList } from "../../parts/useList";
import { type Break, DecideMany, Disposed, PICKED_MAX, Propose } from "./Deciding";

const PAGE = 100;

export function Breaks({ batch, changed }: { batch: string; changed: () => void }) {
  const [state, setState] = useFilter("breaks", "all");
  const { t } = useWords();
  const list = useList(BreaksDocument, (data) => data.breaks, { batch, state }, { size: PAGE });
  const rows = list.pages?.edges.map((edge) => edge.node) ?? [];
  const { picked, column, clear } = usePicked(rows);
  const done = () => {
    clear();
    list.reading.again();
    changed();
  };
  return (
    <RecordList<Break>
      {...list}
      label={t("place.breaks")}
      filtered={state !== "all"}
      file={{ also: [{ head: "currency", text: (row) => row.difference.currency }] }}
      keyOf={(row) => row.id}
      tools={
        <>
          <Which state={state} choose={setState} />
          <Propose breaks={picked.filter((row) => row.state === "open")} done={done} />
          <DecideMany breaks={picked.filter((row) => row.state === "proposed")} done={done} />
        </>
      }
      columns={[column, ...columnsOf(t, done)]}
      empty={{ title: t("breaks.empty"), teach: t("breaks.empty.teach") }}
    />
  );
}

/** Rows picked on this page and the ones before it, up to what one ask may hold. */
function usePicked(rows: Break[]) {
  const { t } = useWords();
  const { may } = useSigned();
  const [picked, setPicked] = useState<Break[]>([]);
  const can = (row: Break) =>
    row.state === "open"
      ? may("settlement.propose_disposition")
      : row.state === "proposed" && may("settlement.approve_disposition") && row.disposition?.mine === false;
  const has = (row: Break) => picked.some((one) => one.id === row.id);
  const put = (some: Break[], on: boolean) =>
    setPicked((now) => {
      const others = now.filter((one) => !some.some((row) => row.id === one.id));
      return on ? [...others, ...some].slice(0, PICKED_MAX) : others;
    });
  const here = rows.filter(can);
  const column: Column<Break> = {
    head: "breaks.pick",
    ...(here.length > 0
      ? {
          headCell: (
            <Checkbox
              size="xs"
              aria-label={t("breaks.pickAll")}
              checked={here.every(has)}
              indeterminate={here.some(has) && !here.every(has)}
              onChange={(event) => put(here, event.currentTarget.checked)}
            />
          ),
        }
      : {}),
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
  return { picked, column, clear: () => setPicked([]) };
}

type Say = (key: string) => string;

const columnsOf = (t: Say, done: () => void): Array<Column<Break>> => [
  { head: "breaks.code", cell: (row) => <b>{row.codeName}</b>, text: (row) => row.codeName },
  {
    head: "trail.fact.providerRef",
    cell: (row) => (
      <code>
        {[row.providerRef, row.orderRef].filter(Boolean).join(row.code === "AMBIGUOUS" ? " ≠ " : " · ")}
      </code>
    ),
    text: (row) => row.providerRef || row.orderRef,
  },
  {
    head: "breaks.billed",
    cell: (row) => <Amount of={row.billed} />,
    text: (row) => decimal(row.billed),
    right: true,
  },
  {
    head: "breaks.ours",
    cell: (row) => <Amount of={row.ours} />,
    text: (row) => decimal(row.ours),
    right: true,
  },
  {
    head: "breaks.difference",
    cell: (row) => (
      <b>
        <Amount of={row.difference} />
      </b>
    ),
    text: (row) => decimal(row.difference),
    right: true,
  },
  { head: "state", cell: (row) => <Status of={row.state} />, text: (row) => t(`state.${row.state}`) },
  {
    head: "breaks.way",
    cell: (row) => <Disposed row={row} done={done} />,
    text: (row) => row.disposition && `${row.disposition.kindName}: ${row.disposition.reason}`,
  },
  {
    head: "trail.crumb",
    cell: (row) => (row.right ? <Link href={`/trail/${row.right}`}>{t("statements.trail")}</Link> : "–"),
  },
];

function Which({ state, choose }: { state: string; choose: (state: string) => void }) {
  const { t } = useWords();
  return (
    <SegmentedControl
      size="xs"
      value={state}
      onChange={choose}
      aria-label={t("state")}
      data={["all", "open", "proposed", "decided"].map((value) => ({ value, label: t(`breaks.${value}`) }))}
    />
  );
}
