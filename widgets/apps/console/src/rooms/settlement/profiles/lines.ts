/** A column mapping line by line, so that a second person reads no JSON. */
export interface Body {
  name: string;
  version: number;
  columns: Record<string, string[]>;
  [other: string]: unknown;
}

export interface Line {
  what: string;
  /** Whether it is one of our fields; otherwise it is a rule of the reading. */
  field: boolean;
  before: string;
  after: string;
}

const APART = new Set(["name", "version", "columns"]);

function text(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return "–";
  if (Array.isArray(value)) return value.map(text).join(" / ");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([name, inner]) => `${name}: ${text(inner)}`)
      .join("; ");
  return String(value);
}

/** Every field with its headings, then every other rule that says something. */
export function linesOf(before: Body | null, after: Body): Line[] {
  const fields = Object.keys({ ...before?.columns, ...after.columns });
  const rules = Object.keys({ ...before, ...after }).filter((name) => !APART.has(name));
  return [
    ...fields.map((what) => ({
      what,
      field: true,
      before: text(before?.columns[what]),
      after: text(after.columns[what]),
    })),
    ...rules.map((what) => ({ what, field: false, before: text(before?.[what]), after: text(after[what]) })),
  ].filter((line) => line.before !== "–" || line.after !== "–");
}
