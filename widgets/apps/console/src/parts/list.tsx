/** A list as every list is: search, sort, keyset pages, and a row that opens its own address. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { Link, useLocation } from "wouter";
import type { Reading } from "../api/ask";
import { useWords } from "../copy";
import styles from "./parts.module.css";
import { Empty, Trouble, Waiting } from "./states";

export interface Column<Row> {
  /** Copy key of the heading; also the name the server sorts by when `sorts` is given. */
  head: string;
  cell: (row: Row) => ReactNode;
  right?: boolean;
  sorts?: string;
}

export interface Pages<Row> {
  edges: Array<{ node: Row }>;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

export interface Asked {
  search: string;
  sort: string | null;
  after: string | null;
}

interface Listing<Row> {
  label: string;
  columns: Array<Column<Row>>;
  pages: Pages<Row> | null | undefined;
  reading: Reading<unknown>;
  asked: Asked;
  ask: (asked: Asked) => void;
  keyOf: (row: Row) => string;
  open?: (row: Row) => string;
  openId?: string | undefined;
  searchable?: boolean;
  tools?: ReactNode;
  empty: { title: string; teach?: string; action?: ReactNode };
}

export const ASKED: Asked = { search: "", sort: null, after: null };

export function useAsked(initial: Partial<Asked> = {}) {
  const [asked, ask] = useState<Asked>({ ...ASKED, ...initial });
  const [calm] = useDebouncedValue(asked, 220);
  return { asked, ask, calm: calm.search === asked.search ? asked : calm };
}

export function RecordList<Row>(props: Listing<Row>) {
  const { label, pages, reading, asked, ask, empty, searchable = true, tools } = props;
  const { t } = useWords();
  const rows = pages?.edges.map((edge) => edge.node) ?? [];
  return (
    <div className={styles.sheet}>
      {(searchable || tools) && (
        <div className={styles.tools}>
          {searchable && (
            <TextInput
              type="search"
              aria-label={t("list.search")}
              placeholder={t("list.search")}
              value={asked.search}
              onChange={(event) => ask({ ...asked, search: event.currentTarget.value, after: null })}
              w={280}
            />
          )}
          {tools}
        </div>
      )}
      {reading.trouble && !pages ? (
        <Trouble of={reading} />
      ) : !pages ? (
        <Waiting />
      ) : rows.length === 0 ? (
        asked.search ? (
          <Empty title={t("list.nothing", { search: asked.search })} teach={t("list.nothing.teach")} />
        ) : (
          <Empty title={empty.title} teach={empty.teach}>
            {empty.action}
          </Empty>
        )
      ) : (
        <Table {...props} rows={rows} label={label} />
      )}
      {pages && rows.length > 0 && <Foot pages={pages} asked={asked} ask={ask} />}
    </div>
  );
}

function Table<Row>({
  columns,
  rows,
  keyOf,
  open,
  openId,
  label,
  asked,
  ask,
}: Listing<Row> & { rows: Row[] }) {
  const { t } = useWords();
  const [, go] = useLocation();
  return (
    <div className={styles.tableWrap}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.head} column={column} asked={asked} ask={ask} name={t(column.head)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const to = open?.(row);
            return (
              <tr
                key={keyOf(row)}
                data-open={to ? "" : undefined}
                aria-current={openId === keyOf(row) ? "true" : undefined}
                onClick={
                  to
                    ? (event) => !(event.target as HTMLElement).closest("a,button,input") && go(to)
                    : undefined
                }
              >
                {columns.map((column, at) => (
                  <td key={column.head} className={column.right ? styles.right : undefined}>
                    {at === 0 && to ? (
                      <Link href={to} className={styles.rowLink ?? ""}>
                        {column.cell(row)}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<Row> {
  column: Column<Row>;
  asked: Asked;
  ask: (asked: Asked) => void;
  name: string;
}

function Head<Row>({ column, asked, ask, name }: HeadProps<Row>) {
  const side = column.right ? styles.right : undefined;
  if (!column.sorts) return <th className={side}>{name}</th>;
  const down = `-${column.sorts}`;
  const state = asked.sort === column.sorts ? "ascending" : asked.sort === down ? "descending" : "none";
  const next = state === "ascending" ? down : column.sorts;
  return (
    <th className={side} aria-sort={state}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => ask({ ...asked, sort: next, after: null })}
      >
        {name}
        <span aria-hidden="true">{state === "ascending" ? "↑" : state === "descending" ? "↓" : "↕"}</span>
      </button>
    </th>
  );
}

function Foot<Row>({ pages, asked, ask }: { pages: Pages<Row>; asked: Asked; ask: (asked: Asked) => void }) {
  const { t } = useWords();
  const [trail, setTrail] = useState<Array<string | null>>([]);
  const next = () => {
    setTrail([...trail, asked.after]);
    ask({ ...asked, after: pages.pageInfo.endCursor ?? null });
  };
  const back = () => {
    ask({ ...asked, after: trail.at(-1) ?? null });
    setTrail(trail.slice(0, -1));
  };
  return (
    <div className={styles.foot}>
      <span>{t("list.shown", { count: pages.edges.length })}</span>
      <span style={{ display: "flex", gap: 8 }}>
        <Button size="compact-sm" variant="default" disabled={!asked.after} onClick={back}>
          {t("list.back")}
        </Button>
        <Button size="compact-sm" variant="default" disabled={!pages.pageInfo.hasNextPage} onClick={next}>
          {t("list.next")}
        </Button>
      </span>
    </div>
  );
}
