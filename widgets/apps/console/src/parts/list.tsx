/** A list as every list is: search, sort, keyset pages, a file to take home, and a row that opens its own address. */
import { Button, CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Link, useLocation, useSearch, useSearchParams } from "wouter";
import type { Reading } from "../api/ask";
import { grouped, useWords } from "../copy";
import type { Asked } from "./address";
import type { FileColumn, Plain } from "./csv";
import { Export } from "./export";
import type { Pages } from "./pages";
import styles from "./parts.module.css";
import { roomOf } from "./room";
import { Empty, Trouble, Waiting } from "./states";

export interface Column<Row, Sort extends string = never> {
  /** Copy key of the heading. */
  head: string;
  /** A control in place of the heading's words. */
  headCell?: ReactNode;
  /** What the screen shows; without it, the text or a dash. */
  cell?: (row: Row) => ReactNode;
  right?: boolean;
  /** Its cell holds words that may be long, beside other things: they wrap, and keep eight letters a row. */
  words?: boolean;
  /** The key by which the list can be sorted. */
  sorts?: Exclude<Sort, `-${string}`>;
  /** What a file holds; a column without it stays on the screen. */
  text?: (row: Row) => Plain;
}

interface Listing<Row, Sort extends string> {
  label: string;
  columns: Array<Column<Row, NoInfer<Sort>>>;
  pages: Pages<Row> | null | undefined;
  page: (after: string | null) => Promise<Pages<Row> | null>;
  reading: Reading<unknown>;
  asked: Asked<Sort>;
  ask: (asked: Asked<Sort>) => void;
  keyOf: (row: Row) => string;
  /** Where a row leads, null: nowhere; beside the list (with `openId`) the list's question stays in the address. */
  open?: (row: Row) => string | null;
  openId?: string | undefined;
  searchable?: boolean;
  placeholder?: string;
  filtered?: boolean;
  tools?: ReactNode;
  /** The list can be taken home; more columns than the screen has, if need be. */
  file?: {
    name?: string;
    also?: Array<FileColumn<Row>>;
    /** The lines that one row becomes, where it holds several. */
    lines?: (row: Row) => Row[];
  };
  empty: { title: string; teach?: string; action?: ReactNode };
  /** What a search that finds nothing teaches, where it finds less than what the rows show. */
  unfound?: string;
}

const CALM_MS = 220;
const COUNTED_TO = 10_000;

export function RecordList<Row, Sort extends string>(props: Listing<Row, Sort>) {
  const { label, pages, reading, searchable = true, tools, file, columns } = props;
  const rows = pages?.edges.map((edge) => edge.node) ?? [];
  const told = columns.flatMap(({ head, text }) => (text ? [{ head, text }] : []));
  return (
    <div className={styles.sheet}>
      {(searchable || tools || (file && rows.length > 0)) && (
        <div className={styles.tools}>
          {searchable && <Search {...props} />}
          {tools}
          {file && rows.length > 0 && (
            <span className={styles.toolsEnd}>
              <Export
                name={file.name ?? label}
                columns={[...told, ...(file.also ?? [])]}
                page={props.page}
                lines={file.lines}
              />
            </span>
          )}
        </div>
      )}
      {reading.trouble && !pages ? (
        <Trouble of={reading} />
      ) : !pages ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Nothing {...props} />
      ) : (
        <Table {...props} rows={rows} />
      )}
      {pages && (rows.length > 0 || props.asked.after) && <Foot {...props} pages={pages} />}
    </div>
  );
}

/** Typing is calm: the question goes into the address when the hand rests. */
function Search<Row, Sort extends string>({ asked, ask, placeholder }: Listing<Row, Sort>) {
  const { t } = useWords();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(asked.search);
  const send = useDebouncedCallback((search: string) => ask({ ...asked, search, after: null }), CALM_MS);
  useEffect(() => setTyped(asked.search), [asked.search]);
  useHotkeys([["/", () => box.current?.focus()]]);
  const type = (search: string) => {
    setTyped(search);
    send(search);
  };
  return (
    <TextInput
      ref={box}
      type="search"
      size="xs"
      className={`${styles.search} ${placeholder ? styles.told : ""}`}
      aria-label={t("list.search")}
      placeholder={placeholder ?? t("list.search")}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Escape" && !event.nativeEvent.isComposing && type("")}
      rightSection={
        typed ? <CloseButton size="xs" aria-label={t("list.clear")} onClick={() => type("")} /> : <kbd>/</kbd>
      }
    />
  );
}

function Nothing<Row, Sort extends string>({ asked, ask, empty, filtered, unfound }: Listing<Row, Sort>) {
  const { t } = useWords();
  const [, change] = useSearchParams();
  if (asked.search)
    return (
      <Empty title={t("list.nothing", { search: asked.search })} teach={unfound ?? t("list.nothing.teach")}>
        <Button variant="default" onClick={() => ask({ ...asked, search: "", after: null })}>
          {t("list.clear")}
        </Button>
      </Empty>
    );
  if (filtered)
    return (
      <Empty title={t("list.noneSuch")} teach={t("list.noneSuch.teach")}>
        <Button variant="default" onClick={() => change({})}>
          {t("list.all.show")}
        </Button>
      </Empty>
    );
  if (asked.after)
    return (
      <Empty title={t("list.pageGone")} teach={t("list.pageGone.teach")}>
        <Button variant="default" onClick={() => ask({ ...asked, after: null })}>
          {t("list.first")}
        </Button>
      </Empty>
    );
  return (
    <Empty title={empty.title} teach={empty.teach}>
      {empty.action}
    </Empty>
  );
}

const STEP: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Arrow keys (or j and k) go from row to row; Enter opens, as on every link. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEP[event.key];
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(`.${styles.rowLink}`)];
  const at = links.indexOf(event.target as HTMLElement);
  if (!step || at < 0) return;
  event.preventDefault();
  links[at + step]?.focus();
}

function Table<Row, Sort extends string>({ rows, ...props }: Listing<Row, Sort> & { rows: Row[] }) {
  const { columns, keyOf, label, asked, ask, reading } = props;
  const { t } = useWords();
  return (
    <div className={styles.tableWrap} data-busy={reading.loading || undefined}>
      <table className={`${styles.table} ${styles.stacking}`} aria-label={label} onKeyDown={walk}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.head} column={column} asked={asked} ask={ask} name={t(column.head)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={keyOf(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether a click means the row itself. A choice in a dialog that the row opened reaches it too, through React. */
export function meansRow({ target, currentTarget }: Pick<MouseEvent, "target" | "currentTarget">): boolean {
  const pressed = target as Element;
  return (currentTarget as Element).contains(pressed) && !pressed.closest("a,button,input");
}

const shown = <Row,>({ cell, text }: Pick<Column<Row>, "cell" | "text">, row: Row): ReactNode =>
  cell ? cell(row) : text?.(row) || "–";

function Line<Row, Sort extends string>({
  row,
  columns,
  keyOf,
  open,
  ...props
}: Listing<Row, Sort> & { row: Row }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const search = useSearch();
  const beside = "openId" in props && search ? `?${search}` : "";
  const where = open?.(row);
  const to = where && `${where}${beside}`;
  const link = useRef<HTMLAnchorElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current && !props.openId) link.current?.focus(); // its detail was closed: back where the hand was
    opened.current = props.openId === keyOf(row);
  }, [props.openId, keyOf, row]);
  return (
    <tr
      data-open={to ? "" : undefined}
      aria-current={props.openId === keyOf(row) ? "true" : undefined}
      onClick={to ? (event) => meansRow(event) && go(to) : undefined}
    >
      {columns.map((column, at) => {
        const told = shown(column, row);
        return (
          <td
            key={column.head}
            data-head={t(column.head)}
            className={column.right ? styles.right : undefined}
            data-text={column.words ? "long" : roomOf(told)}
          >
            {at === 0 && to ? (
              <Link ref={link} href={to} className={styles.rowLink ?? ""}>
                {told}
              </Link>
            ) : (
              told
            )}
          </td>
        );
      })}
    </tr>
  );
}

interface HeadProps<Row, Sort extends string> {
  column: Column<Row, Sort>;
  asked: Asked<Sort>;
  ask: (asked: Asked<Sort>) => void;
  name: string;
}

function Head<Row, Sort extends string>({ column, asked, ask, name }: HeadProps<Row, Sort>) {
  const side = column.right ? styles.right : undefined;
  if (!column.sorts) return <th className={side}>{column.headCell ?? name}</th>;
  const down = `-${column.sorts}` as Sort; // Sorted holds both ways of each key
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
        <span aria-hidden="true" data-state={state}>
          {state === "ascending" ? "↑" : "↓"}
        </span>
      </button>
    </th>
  );
}

function Foot<Row, Sort extends string>({ pages, asked, ask }: Listing<Row, Sort> & { pages: Pages<Row> }) {
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
  const all = pages.countAtLeast ?? pages.edges.length;
  const count = `${grouped(all)}${all >= COUNTED_TO ? "+" : ""}`;
  const paged = pages.pageInfo.hasNextPage || asked.after;
  return (
    <div className={styles.foot}>
      <span>{paged ? t("list.shown", { shown: pages.edges.length, count }) : t("list.all", { count })}</span>
      {paged && (
        <span className={styles.turn}>
          <Button size="compact-sm" variant="default" disabled={!asked.after} onClick={back}>
            {t("list.back")}
          </Button>
          <Button size="compact-sm" variant="default" disabled={!pages.pageInfo.hasNextPage} onClick={next}>
            {t("list.next")}
          </Button>
        </span>
      )}
    </div>
  );
}
