/** A short list on the home page: its head leads to the whole one, and an empty one says so in a line. */
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { Reading } from "../../../api/ask";
import { useWords } from "../../../copy";
import styles from "../../../parts/parts.module.css";
import { roomOf } from "../../../parts/room";
import { Trouble, Waiting } from "../../../parts/states";
import own from "../home.module.css";

interface PanelColumn<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  right?: boolean;
}

interface PanelProps<Row> {
  title: string;
  all: string;
  reading: Reading<unknown>;
  rows: Row[] | undefined;
  keyOf: (row: Row) => string;
  open: (row: Row) => string;
  columns: Array<PanelColumn<Row>>;
  empty: string;
}

export function Panel<Row>(props: PanelProps<Row>) {
  const { title, all, reading, rows, empty } = props;
  const { t } = useWords();
  return (
    <>
      <header className={own.head}>
        <h2>{title}</h2>
        <Link href={all}>{t("home.all")}</Link>
      </header>
      <div className={styles.sheet}>
        {reading.trouble && !rows ? (
          <Trouble of={reading} />
        ) : !rows ? (
          <Waiting rows={3} />
        ) : rows.length === 0 ? (
          <p className={own.none}>{empty}</p>
        ) : (
          <PanelTable {...props} rows={rows} />
        )}
      </div>
    </>
  );
}

function PanelTable<Row>({ title, rows, keyOf, open, columns }: PanelProps<Row> & { rows: Row[] }) {
  const { t } = useWords();
  const [, go] = useLocation();
  return (
    <div className={styles.tableWrap}>
      <table className={`${styles.table} ${styles.stacking}`} aria-label={title}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} className={column.right ? styles.right : undefined}>
                {t(column.head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              data-open=""
              onClick={(event) => !(event.target as HTMLElement).closest("a,button") && go(open(row))}
            >
              {columns.map((column, at) => {
                const told = column.cell(row);
                return (
                  <td
                    key={column.head}
                    data-head={t(column.head)}
                    className={column.right ? styles.right : undefined}
                    data-text={roomOf(told)}
                  >
                    {at === 0 ? (
                      <Link href={open(row)} className={styles.rowLink ?? ""}>
                        {told}
                      </Link>
                    ) : (
                      told
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
