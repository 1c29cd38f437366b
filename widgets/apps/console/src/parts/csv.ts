/** A list as a file: every row of the question, page by page, with the columns that have a plain text. */
import type { Pages } from "./pages";

export type Plain = string | number | null | undefined;

export interface FileColumn<Row> {
  head: string;
  text: (row: Row) => Plain;
}

export const ROWS_MAX = 10_000;
const FORMULA = /^([\t\r\n]|\s*[=+\-@＝＋－＠﹢﹣﹦﹫])/;
const FIGURE = /^-?\d+(\.\d+)?$/;
// Twelve digits and more are shown as 1.2E+11, leading zeros are dropped, 3-4 and 3/4 become a day.
const ALTERED = /^(-?\d{12,}|-?0\d+(\.\d+)?|\d+(\.\d+)?[eE][+-]?\d+|\d{1,2}[-/]\d{1,2})$/;

/** A cell opens in a spreadsheet as it stands here, never as a formula; the server's writer has the same rules. */
export function field(value: Plain): string {
  if (value == null) return "";
  if (typeof value === "number") return String(value);
  const text = ALTERED.test(value) || (FORMULA.test(value) && !FIGURE.test(value));
  const safe = text ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf<Row>(columns: Array<FileColumn<Row>>, rows: Row[]): string {
  const lines = rows.map((row) => columns.map((column) => field(column.text(row))).join(","));
  return `\uFEFF${[columns.map((column) => field(column.head)).join(","), ...lines].join("\r\n")}\r\n`;
}

/** Read page after page; `told` hears how many rows are there. Stops at the bound and says so. */
export async function everyRow<Row>(
  page: (after: string | null) => Promise<Pages<Row> | null>,
  told: (rows: number) => void,
): Promise<{ rows: Row[]; whole: boolean }> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const found: Pages<Row> | null = await page(after);
    if (!found) throw new Error("a page is missing");
    rows.push(...found.edges.map((edge) => edge.node));
    told(rows.length);
    after = found.pageInfo.hasNextPage ? (found.pageInfo.endCursor ?? null) : null;
  } while (after !== null && rows.length < ROWS_MAX);
  return { rows, whole: after === null };
}

/** Give a file to the person's browser. */
export function save(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
