/** A column mapping line by line, so that a second person reads no JSON. */
export interface Body {
  name: string;
  version: number;
  columns: Record<string, string[]>;
  [other: string]: unknown;
}

export interface Line {
  key: string;
  what: string;
  before: string;
  after: string;
}

const GENERIC = "generic";

/** Whose files a mapping reads by default once it is approved; "ends": nobody's, and an earlier default is over. */
export const readsFor = (of: { name: string; providerName: string }): "provider" | "all" | "ends" =>
  of.providerName ? "provider" : of.name === GENERIC ? "all" : "ends";

const APART = new Set(["name", "version", "columns"]);

/** Rules whose values are words of ours, and the family of copy keys that says them. */
const FAMILIES: Record<string, string> = {
  date_order: "mapping.dateOrder",
  decimal_mark: "mapping.decimalMark",
  delimiter: "mapping.delimiter",
  line_type: "lineType",
  line_types: "lineType",
  refunds: "mapping.refunds",
  required: "field",
  unit: "mapping.unit",
};

/** Values that are a mark, and how copy keys call it. */
const MARKS: Record<string, string> = {
  ".": "dot",
  ",": "comma",
  "\t": "tab",
  ";": "semicolon",
  "|": "pipe",
};

const KINDS = ["fulfilment", "refund", "fee", "penalty", "topup", "adjust", "balance"];

const CHOICES: Record<string, string[]> = {
  date_order: ["ymd", "dmy", "mdy"],
  decimal_mark: [".", ","],
  delimiter: [",", "\t", ";", "|"],
  line_type: KINDS,
  line_types: KINDS,
  refunds: ["signed", "positive"],
  unit: ["major", "minor"],
};

/** The values that a rule may have, where it is a handful. */
export const choicesOf = (rule: string): string[] => CHOICES[rule] ?? [];

type Say = (key: string) => string;

/** A value of a rule in words. */
export function saidAs(rule: string, value: unknown, say: Say): string {
  const family = FAMILIES[rule];
  return family ? say(`${family}.${MARKS[String(value)] ?? value}`) : String(value);
}

function text(value: unknown, say: Say, rule = ""): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return "–";
  if (Array.isArray(value)) return value.map((one) => text(one, say, rule)).join(" / ");
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (typeof value === "object")
    return Object.entries(value)
      .map(
        ([name, inner]) =>
          `${rule === "trailer" ? say(`mapping.trailer.${name}`) : name}: ${text(inner, say, rule)}`,
      )
      .join("; ");
  return saidAs(rule, value, say);
}

/** Every field with its headings, then every other rule that says something. */
export function linesOf(before: Body | null, after: Body, say: Say): Line[] {
  const fields = Object.keys({ ...before?.columns, ...after.columns });
  const rules = Object.keys({ ...before, ...after }).filter((name) => !APART.has(name));
  return [
    ...fields.map((name) => ({
      key: `field.${name}`,
      what: say(`field.${name}`),
      before: text(before?.columns[name], say),
      after: text(after.columns[name], say),
    })),
    ...rules.map((name) => ({
      key: `mapping.rule.${name}`,
      what: say(`mapping.rule.${name}`),
      before: text(before?.[name], say, name),
      after: text(after[name], say, name),
    })),
  ].filter((line) => line.before !== "–" || line.after !== "–");
}
