/** The fields of a SKU's terms, in sections: worth, validity, service, policies, taxes, personal data. */
import type { SkuShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf, enumsOf } from "../../../parts/choices";
import type { Field, OwnFieldProps, Row, Values } from "../../../parts/form";
import { pictureAsk, pictureFields } from "../../../parts/pictured";
import { Rows } from "../../../parts/rows";
import { ValidityPreview } from "./Preview";
import { fieldsOf, RULE_FIELDS, type Validity, validityFrom } from "./validity";

type Say = (key: string) => string;
type Texts = Record<string, string>;

interface PersonalField {
  key: string;
  label: Texts;
  type: string;
  required: boolean;
  purpose: Texts;
  consent: Texts;
  class: string;
  choices?: { value: string; label: Texts }[];
}

/** Choices as lines, `red 朱红 / Red`, and back. */
const linesOf = (field: PersonalField): string =>
  (field.choices ?? [])
    .map(({ value, label }) => `${value} ${label["zh-CN"] ?? ""}${label.en ? ` / ${label.en}` : ""}`)
    .join("\n");

export function choicesIn(lines: unknown): { value: string; label: Texts }[] {
  const told = String(lines ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return told.map((line) => {
    const [value = "", ...rest] = line.split(/\s+/);
    const [zh = "", en = ""] = rest.join(" ").split(/\s*\/\s*/);
    return { value, label: { "zh-CN": zh || value, ...(en ? { en } : {}) } };
  });
}

const TYPES = [
  "text",
  "long_text",
  "name",
  "id_number",
  "mobile",
  "email",
  "address",
  "day",
  "whole",
  "yes",
  "choice",
];
const WEEK = ["1", "2", "3", "4", "5", "6", "7"];

const windowFields = (t: Say): Field[] => [
  { name: "weekdays", label: "validity.weekdays", kind: "choices", options: choicesOf(t, "weekday", WEEK) },
  { name: "from", label: "validity.from", hint: "validity.hour.hint", initial: "09:00" },
  { name: "until", label: "validity.until", hint: "validity.hour.hint", initial: "18:00" },
];

const blackoutFields: Field[] = [
  { name: "first", label: "validity.first", kind: "day" },
  { name: "last", label: "validity.last", kind: "day", optional: true },
];

const personalFields = (t: Say): Field[] => [
  { name: "key", label: "personal.key", hint: "personal.key.hint" },
  { name: "zh", label: "name.zh" },
  { name: "en", label: "name.en", optional: true },
  {
    name: "type",
    label: "personal.type",
    kind: "choice",
    options: choicesOf(t, "personal.type", TYPES),
    initial: "text",
  },
  {
    name: "choices",
    label: "personal.choices",
    hint: "personal.choices.hint",
    kind: "long",
    optional: true,
  },
  { name: "required", label: "personal.required", kind: "yes" },
  {
    name: "class",
    label: "personal.class",
    kind: "choice",
    options: choicesOf(t, "personal.class", ["C1", "C2", "C3"]),
    initial: "C2",
  },
  { name: "purpose", label: "personal.purpose.zh", kind: "long" },
  { name: "purposeEn", label: "personal.purpose.en", kind: "long", optional: true },
  { name: "consent", label: "personal.consent.zh", kind: "long" },
  { name: "consentEn", label: "personal.consent.en", kind: "long", optional: true },
];

function Windows(props: OwnFieldProps) {
  const { t } = useWords();
  return <Rows {...props} fields={windowFields(t)} add="validity.windows.add" />;
}

function Blackouts(props: OwnFieldProps) {
  return <Rows {...props} fields={blackoutFields} add="validity.blackouts.add" />;
}

function PersonalForm(props: OwnFieldProps) {
  const { t } = useWords();
  return <Rows {...props} fields={personalFields(t)} add="personal.add" />;
}

const worth = (of?: SkuShown): Field[] => [
  {
    name: "faceValueMinor",
    label: "rights.face",
    kind: "money",
    section: "sku.section.worth",
    initial: of?.faceValue.amountMinor ?? "",
  },
  {
    name: "marketValueMinor",
    label: "rights.market",
    kind: "money",
    initial: of?.marketValue.amountMinor ?? "",
  },
  { name: "unitCostMinor", label: "rights.cost", kind: "money", initial: of?.unitCost.amountMinor ?? "" },
  { name: "units", label: "sku.units", kind: "whole", hint: "sku.units.hint", initial: of?.units ?? 1 },
];

const FIRST: Validity = { ends: { kind: "issue", count: 90, unit: "day" } };

function validity(t: Say, of?: SkuShown): Field[] {
  const known = fieldsOf((of?.validity as Validity | undefined) ?? FIRST);
  const units = choicesOf(t, "validity.unit", ["day", "month"]);
  const counted = (values: Values) => values.ends !== "day";
  const claimed = (values: Values) => values.ends === "claim";
  const field = (one: Field): Field => ({ ...one, initial: known[one.name] ?? "" });
  return [
    field({
      name: "ends",
      label: "validity.ends",
      kind: "choice",
      section: "sku.section.validity",
      options: choicesOf(t, "validity.ends", ["issue", "claim", "day"]),
    }),
    field({ name: "count", label: "validity.count", kind: "whole", when: counted }),
    field({ name: "unit", label: "validity.unit", kind: "choice", options: units, when: counted }),
    field({ name: "endDay", label: "validity.endDay", kind: "day", when: (values) => values.ends === "day" }),
    field({
      name: "claimEnds",
      label: "validity.claimEnds",
      kind: "choice",
      options: choicesOf(t, "validity.claimEnds", ["issue", "day"]),
      when: claimed,
    }),
    ...[
      field({ name: "claimCount", label: "validity.claimCount", kind: "whole" }),
      field({ name: "claimUnit", label: "validity.unit", kind: "choice", options: units }),
    ].map((one) => ({ ...one, when: (values: Values) => claimed(values) && values.claimEnds !== "day" })),
    field({
      name: "claimDay",
      label: "validity.claimDay",
      kind: "day",
      when: (values) => claimed(values) && values.claimEnds === "day",
    }),
    field({ name: "opens", label: "validity.opens", kind: "day", optional: true }),
    field({
      name: "onDays",
      label: "validity.days",
      kind: "choice",
      options: choicesOf(t, "validity.days", ["any", "no_holidays", "workdays", "restdays"]),
    }),
    field({ name: "windows", label: "validity.windows", own: Windows }),
    field({ name: "blackouts", label: "validity.blackouts", own: Blackouts }),
    { name: "preview", label: "validity.ends", of: "validity", own: ValidityPreview },
  ];
}

const service = (of?: SkuShown): Field[] => {
  const said = (texts: unknown, language: string) => (texts as Texts | undefined)?.[language] ?? "";
  const both = (name: "service" | "terms"): Field[] =>
    (["zh-CN", "en"] as const).map((language) => ({
      name: `${name}.${language}`,
      label: `sku.${name}.${language === "en" ? "en" : "zh"}`,
      kind: "long",
      of: name,
      optional: true,
      initial: said(of?.[name], language),
    }));
  const [first, ...rest] = both("terms");
  return [
    { ...(first as Field), section: "sku.section.service" },
    ...rest,
    ...both("service"),
    ...pictureFields(of),
  ];
};

const policies = (t: Say, of?: SkuShown): Field[] => [
  {
    name: "transfer",
    label: "sku.transfer",
    kind: "choice",
    section: "sku.section.policies",
    options: enumsOf(t, "transfer", ["none", "family", "anyone"]),
    initial: of?.transfer.toUpperCase() ?? "NONE",
  },
  {
    name: "refund",
    label: "sku.refund",
    kind: "choice",
    options: enumsOf(t, "refund", ["none", "unused", "unused_units"]),
    initial: of?.refund.toUpperCase() ?? "NONE",
  },
  {
    name: "breakage",
    label: "sku.breakage",
    kind: "choice",
    options: enumsOf(t, "breakage", ["at_redemption", "at_issue"]),
    initial: of?.breakage.toUpperCase() ?? "AT_REDEMPTION",
  },
  {
    name: "breakagePpm",
    label: "sku.breakagePpm",
    kind: "percent",
    hint: "sku.breakagePpm.hint",
    initial: of?.breakagePpm ?? 0,
    when: (values) => values.breakage === "AT_ISSUE",
  },
];

const taxes = (t: Say, of?: SkuShown): Field[] => [
  {
    name: "vatTreatment",
    label: "rights.vat",
    kind: "choice",
    section: "sku.section.taxes",
    options: enumsOf(t, "vat", ["deduct_and_deem", "no_deduct", "prepaid_card_non_taxable", "discount"]),
    initial: of?.vatTreatment.toUpperCase() ?? "",
  },
  { name: "vatRatePpm", label: "rights.vatRate", kind: "percent", initial: of?.vatRatePpm ?? "" },
  {
    name: "incomeTax",
    label: "rights.incomeTax",
    kind: "choice",
    options: enumsOf(t, "incomeTax", ["incidental_20", "discount_coupon_exempt", "none"]),
    initial: of?.incomeTax.toUpperCase() ?? "",
  },
  {
    name: "borneBy",
    label: "rights.borneBy",
    kind: "choice",
    options: enumsOf(t, "borneBy", ["client", "bank"]),
    initial: of?.borneBy.toUpperCase() ?? "",
  },
];

const asked = (of?: SkuShown): Row[] =>
  ((of?.personalForm as { fields?: PersonalField[] } | undefined)?.fields ?? []).map((field) => ({
    key: field.key,
    zh: field.label["zh-CN"] ?? "",
    en: field.label.en ?? "",
    type: field.type,
    choices: linesOf(field),
    required: field.required,
    class: field.class,
    purpose: field.purpose["zh-CN"] ?? "",
    purposeEn: field.purpose.en ?? "",
    consent: field.consent["zh-CN"] ?? "",
    consentEn: field.consent.en ?? "",
  }));

const personal = (of?: SkuShown): Field[] => [
  {
    name: "personalForm",
    label: "sku.personal",
    section: "sku.section.personal",
    own: PersonalForm,
    initial: asked(of),
  },
];

/** Every field of a SKU's terms: empty ones, or those of a SKU that is changed. */
export const termFields = (t: Say, of?: SkuShown): Field[] => [
  ...worth(of),
  ...validity(t, of),
  ...service(of),
  ...policies(t, of),
  ...taxes(t, of),
  ...personal(of),
];

const text = (values: Values, name: string) => ({
  zh: String(values[`${name}.zh-CN`] ?? ""),
  en: String(values[`${name}.en`] ?? ""),
});

const filled = (texts: { zh: string; en: string }) => (texts.zh ? texts : null);

function formFrom(value: unknown): object {
  const rows = Array.isArray(value) ? (value as Row[]) : [];
  const both = (zh: unknown, en?: unknown) => ({ "zh-CN": zh, ...(en ? { en } : {}) });
  return {
    fields: rows.map((row) => ({
      key: row.key,
      label: both(row.zh, row.en),
      type: row.type,
      required: row.required === true,
      purpose: both(row.purpose, row.purposeEn),
      consent: both(row.consent, row.consentEn),
      class: row.class,
      ...(row.type === "choice" ? { choices: choicesIn(row.choices) } : {}),
    })),
  };
}

const TEXTS = ["service", "terms", "pictureAlt"];
const left = (name: string) =>
  RULE_FIELDS.includes(name) || name === "preview" || TEXTS.some((one) => name.startsWith(`${one}.`));

/** The ask that the fields of a SKU come to. */
export function termsAsk({ nameZh, nameEn, ...values }: Values): object {
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !left(name)));
  return {
    ...rest,
    title: { zh: nameZh, en: nameEn },
    validity: validityFrom(values),
    service: filled(text(values, "service")),
    terms: filled(text(values, "terms")),
    ...pictureAsk(values),
    breakagePpm: values.breakage === "AT_ISSUE" ? Number(values.breakagePpm) : 0,
    personalForm: formFrom(values.personalForm),
  };
}
