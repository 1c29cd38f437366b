/** A rule of validity (`validity.v1`) as the fields of a form, and back. */
import type { Row, Values } from "../../../parts/form";

type Deadline =
  | { kind: "day"; day: string }
  | { kind: "issue"; count: number; unit: "day" | "month" }
  | { kind: "claim"; count: number; unit: "day" | "month"; claim_by: Deadline };

export interface Validity {
  ends: Deadline;
  opens?: string;
  windows?: Array<{ weekdays: number[]; from: string; until: string }>;
  blackouts?: Array<{ first: string; last: string }>;
  days?: string;
}

const rows = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : []);
const lasting = (kind: "issue" | "claim", count: unknown, unit: unknown) => ({
  kind,
  count: Number(count),
  unit: unit === "month" ? "month" : "day",
});

function endsOf(values: Values): object {
  if (values.ends === "day") return { kind: "day", day: values.endDay };
  if (values.ends !== "claim") return lasting("issue", values.count, values.unit);
  const by =
    values.claimEnds === "day"
      ? { kind: "day", day: values.claimDay }
      : lasting("issue", values.claimCount, values.claimUnit);
  return { ...lasting("claim", values.count, values.unit), claim_by: by };
}

/** The rule that a form says; what nobody filled in is left out. */
export function validityFrom(values: Values): object {
  const windows = rows(values.windows).map((row) => ({
    weekdays: (row.weekdays as string[]).map(Number).sort(),
    from: row.from,
    until: row.until,
  }));
  const blackouts = rows(values.blackouts).map((row) => ({ first: row.first, last: row.last || row.first }));
  return {
    ends: endsOf(values),
    ...(values.opens ? { opens: values.opens } : {}),
    ...(windows.length > 0 ? { windows } : {}),
    ...(blackouts.length > 0 ? { blackouts } : {}),
    ...(values.onDays && values.onDays !== "any" ? { days: values.onDays } : {}),
  };
}

/** The names of the form's fields that are the rule's, so that an ask leaves them out. */
export const RULE_FIELDS = [
  "ends",
  "count",
  "unit",
  "endDay",
  "claimEnds",
  "claimCount",
  "claimUnit",
  "claimDay",
  "opens",
  "windows",
  "blackouts",
  "onDays",
];

/** What the fields begin with for a rule that is there. */
export function fieldsOf(rule: Validity): Values {
  const { ends } = rule;
  const first = ends.kind === "claim" ? ends.claim_by : ends;
  const counted = ends.kind === "day" ? null : ends;
  return {
    ends: ends.kind,
    count: counted?.count ?? 90,
    unit: counted?.unit ?? "day",
    endDay: ends.kind === "day" ? ends.day : "",
    claimEnds: first.kind === "day" ? "day" : "issue",
    claimCount: ends.kind === "claim" && first.kind !== "day" ? first.count : 30,
    claimUnit: ends.kind === "claim" && first.kind !== "day" ? first.unit : "day",
    claimDay: ends.kind === "claim" && first.kind === "day" ? first.day : "",
    opens: rule.opens ?? "",
    windows: (rule.windows ?? []).map((one) => ({ ...one, weekdays: one.weekdays.map(String) })),
    blackouts: rule.blackouts ?? [],
    onDays: rule.days ?? "any",
  };
}
