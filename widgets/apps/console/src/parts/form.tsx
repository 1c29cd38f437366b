/** A form out of a short list of fields: labels from copy, a refusal lands on the field it names. */

import { decimalsOf } from "@largesse/kernel";
import { FigureField } from "@largesse/studio/figure";
import { MomentField } from "@largesse/studio/moment";
import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  PasswordInput,
  Select,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  type ComponentType,
  type FormEvent,
  Fragment,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import { type Answers, type Refusal, seenIn, useAskHere } from "../api/ask";
import type { Registered } from "../api/registered";
import { useWords } from "../copy";
import type { Choice } from "./choices";
import { type Guard, Leaving, useGuard } from "./guard";
import { Beside } from "./overlays";
import { Act, Note } from "./page";
import styles from "./parts.module.css";
import { RecordPicker, type RecordPickerProps } from "./picker";
import { useClock } from "./time";

/** A line of a field that is a short table; see `parts/rows.tsx`. */
export type Row = Record<string, string | number | boolean | string[] | null>;
export type Value = string | number | boolean | string[] | Row[] | null;
export type Values = Record<string, Value>;

export interface Field {
  name: string;
  label: string;
  /** The field of the ask that it goes into, where that is called otherwise: a refusal of it lands here. */
  of?: string;
  kind?:
    | "text"
    | "long"
    | "whole"
    | "money"
    | "percent"
    | "choice"
    | "choices"
    | "record"
    | "moment"
    | "day"
    | "yes"
    | "secret";
  hint?: string;
  optional?: boolean;
  options?: Choice[];
  /** What a field of kind record chooses. */
  record?: Pick<RecordPickerProps, "kind" | "of" | "known">;
  initial?: Value;
  /** A head over this field and those after it. */
  section?: string;
  /** Whether the field is asked for, by what the others say; always where nothing is said. */
  when?: (values: Values) => boolean;
  /** What draws the field, where none of the kinds does. */
  own?: ComponentType<OwnFieldProps>;
}

export interface OwnFieldProps {
  label: string;
  value: Value;
  values: Values;
  wrong: string | null;
  put: (value: Value) => void;
}

const blank = (field: Field): Value =>
  field.initial ?? (field.kind === "choices" ? [] : field.kind === "yes" ? false : "");

interface FieldProps {
  first: boolean;
  field: Field;
  value: Value;
  /** The currency of the form's amounts. */
  currency: string;
  wrong: string | null;
  put: (value: Value) => void;
}

interface Shared {
  "data-autofocus"?: true;
  label: string;
  required: boolean;
  error: string | null;
  description?: string;
}

export function FormField({ first, field, value, currency, wrong, put }: FieldProps) {
  const { t } = useWords();
  const shared: Shared = {
    label: t(field.label),
    required: !field.optional && field.kind !== "yes",
    error: wrong,
    ...(first ? { "data-autofocus": true as const } : {}),
    ...(field.hint ? { description: t(field.hint) } : {}),
  };
  const kind = field.kind ?? "text";
  if (kind === "whole" || kind === "money" || kind === "percent")
    return <Figure shared={shared} unit={unitOf(kind, currency)} value={value} put={put} />;
  if (kind === "choice" || kind === "choices")
    return <ChoiceField shared={shared} field={field} value={value} put={put} />;
  if (kind === "record") return <RecordField shared={shared} field={field} value={value} put={put} />;
  if (kind === "yes")
    return (
      <Checkbox
        label={shared.label}
        checked={value === true}
        onChange={(event) => put(event.currentTarget.checked)}
      />
    );
  const text = typeof value === "string" ? value : "";
  if (kind === "secret")
    return (
      <PasswordInput
        {...shared}
        autoComplete="new-password"
        value={text}
        onChange={(event) => put(event.currentTarget.value)}
      />
    );
  if (kind === "long")
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => put(event.currentTarget.value)}
      />
    );
  if (kind === "day" || kind === "moment")
    return <When shared={shared} precision={kind === "day" ? "day" : "minute"} value={text} put={put} />;
  return <TextInput {...shared} value={text} onChange={(event) => put(event.currentTarget.value)} />;
}

/** A field drawn by one of the kinds, or by what it brings itself. */
function AnyField({ field, values, ...rest }: Omit<FieldProps, "value"> & { values: Values }) {
  const { t } = useWords();
  const value = values[field.name] ?? "";
  const Own = field.own;
  if (Own)
    return <Own label={t(field.label)} value={value} values={values} wrong={rest.wrong} put={rest.put} />;
  return <FormField {...rest} field={field} value={value} />;
}

interface PartProps {
  shared: Shared;
  value: Value;
  put: (value: Value) => void;
}

/** How a figure is written: the ask counts in units of which ten to the power of `digits` make one. */
interface Unit {
  digits: number;
  before?: string;
  behind?: string;
  max?: number;
}

const PPM_IN_PERCENT = 4;
const WHOLE_PPM = 1_000_000;

function unitOf(kind: "whole" | "money" | "percent", currency: string): Unit {
  if (kind === "whole") return { digits: 0 };
  if (kind === "percent") return { digits: PPM_IN_PERCENT, behind: "%", max: WHOLE_PPM };
  return { digits: decimalsOf(currency), before: currency };
}

function Figure({ shared, unit, value, put }: PartProps & { unit: Unit }) {
  const { t } = useWords();
  const { "data-autofocus": focus, ...rest } = shared;
  return (
    <FigureField
      {...rest}
      {...unit}
      focus={focus ?? false}
      say={t}
      value={value === "" || value === null ? null : Number(value)}
      onChange={(next) => put(next ?? "")}
    />
  );
}

/** What cannot be read counts as missing, so that the form is not sent with what stood there before. */
function When({ shared, precision, value, put }: PartProps & { precision: "day" | "minute" }) {
  const { t, locale } = useWords();
  const { zone } = useClock();
  const { "data-autofocus": focus, ...rest } = shared;
  return (
    <MomentField
      {...rest}
      focus={focus ?? false}
      precision={precision}
      zone={zone}
      locale={locale}
      say={t}
      value={String(value ?? "")}
      onChange={(wall) => put(wall ?? "")}
    />
  );
}

function ChoiceField({ shared, field, value, put }: PartProps & { field: Field }) {
  const options = field.options ?? [];
  if (field.kind === "choices")
    return (
      <MultiSelect
        searchable
        {...shared}
        data={options}
        value={Array.isArray(value) ? value.filter((one) => typeof one === "string") : []}
        onChange={put}
      />
    );
  return (
    <Select
      {...shared}
      searchable={options.length > 7}
      title={options.find((one) => one.value === value)?.label}
      allowDeselect={!shared.required}
      data={options}
      value={typeof value === "string" && value ? value : null}
      onChange={(next) => put(next ?? "")}
    />
  );
}

function RecordField({ shared, field, value, put }: PartProps & { field: Field }) {
  if (!field.record) return null;
  const { "data-autofocus": focus, ...rest } = shared;
  return (
    <RecordPicker
      {...rest}
      {...field.record}
      focus={focus ?? false}
      value={String(value ?? "")}
      onChange={put}
    />
  );
}

interface AskFormProps<Data extends object> {
  label: string;
  /** The head of the form; the button's words where it has none of its own. */
  title?: string;
  lead?: ReactNode;
  fields: Field[];
  // biome-ignore lint/suspicious/noExplicitAny: each mutation has an ask type of its own, which toAsk builds
  document: Registered<Data, any>;
  toAsk: (values: Values) => object;
  done: (answer: Answers<Data>) => void;
  /** What is so now; a function where only the answer tells whether it is done or waits for somebody. */
  said: string | ((answer: Answers<Data>) => string);
  /** What the last button does, where the first one's words leave it open. */
  act?: string;
  /** Of the form's amounts, where no field chooses one. */
  currency?: string;
  primary?: boolean;
  startOpen?: boolean;
  size?: string;
  /** How wide the form is, where its fields need more room than most. */
  wide?: number;
  /** Something that the ask needs is still under way. */
  waits?: boolean;
}

/** A button that opens a form beside the page and sends one ask, once per key. */
export function AskForm<Data extends object>(props: AskFormProps<Data>) {
  const [open, setOpen] = useState(props.startOpen ?? false);
  const guard = useGuard(() => setOpen(false));
  const Open = props.primary ? Act : Button;
  return (
    <>
      <Open
        {...(props.primary ? {} : { variant: "default" })}
        {...(props.size ? { size: props.size } : {})}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </Open>
      <Beside
        title={props.title ?? props.label}
        open={open}
        close={guard.leave}
        {...(props.wide ? { size: props.wide } : {})}
      >
        <FormBody {...props} guard={guard} />
      </Beside>
    </>
  );
}

/** A field that must be filled in and is not. */
export const missing = (field: Field, value: Value | undefined): boolean => {
  if (field.own || field.optional || field.kind === "yes") return false;
  return Array.isArray(value) ? value.length === 0 : String(value ?? "").trim() === "";
};

/** What the fields say to an ask: where nothing is chosen that need not be, or no longer asked for, null. */
export const saidBy = (fields: Field[], values: Values): Values => {
  const unchosen = fields.filter(
    ({ name, kind, optional, when }) =>
      (optional && (kind === "record" || kind === "choice") && values[name] === "") ||
      (kind === "record" && when?.(values) === false),
  );
  return { ...values, ...Object.fromEntries(unchosen.map(({ name }) => [name, null])) };
};

export const wrongAt = (refusal: Pick<Refusal, "path" | "message"> | null, field: Field): string | null =>
  refusal?.path && [field.name, field.of].includes(refusal.path) ? refusal.message : null;

function FormBody<Data extends object>({
  fields: all,
  document,
  toAsk,
  done,
  said,
  lead,
  label,
  title = label,
  act = label,
  currency = "",
  waits = false,
  guard,
}: AskFormProps<Data> & { guard: Guard }) {
  const { t } = useWords();
  const clock = useClock();
  const { run, busy, refusal } = useAskHere(document);
  // What the person did not touch follows its initial value, which may arrive after the form was opened.
  const [touched, setTouched] = useState<Values>({});
  const values: Values = {
    ...Object.fromEntries(all.map((field) => [field.name, blank(field)])),
    ...touched,
  };
  const fields = all.filter((field) => field.when?.(values) ?? true);
  const [tried, setTried] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try and each refusal leads to the first wrong field
  useEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [tried, refusal]);
  const wrong = (field: Field) =>
    tried > 0 && missing(field, values[field.name]) ? t("form.missing") : wrongAt(refusal, field);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(tried + 1);
    if (fields.some((field) => missing(field, values[field.name]))) return;
    const answer = await run({ ask: { ...toAsk(saidBy(all, values)), ...seenIn(refusal) } });
    if (!answer) return;
    notifications.show({ color: "teal", message: typeof said === "string" ? said : said(answer) });
    guard.go();
    done(answer);
  };
  const placed = fields.some((field) => wrongAt(refusal, field));
  return (
    <form ref={form} onSubmit={submit} aria-label={title} noValidate>
      <Stack gap="md">
        {lead && <Note>{lead}</Note>}
        {fields.map((field, at) => (
          <Fragment key={field.name}>
            {field.section && <h3 className={styles.formSection}>{t(field.section)}</h3>}
            <AnyField
              first={at === 0 && (field.kind ?? "text") === "text"}
              field={field}
              values={values}
              currency={String(values.currency ?? currency)}
              wrong={wrong(field)}
              put={(value) => {
                guard.touch();
                setTouched((now) => ({ ...now, [field.name]: value }));
              }}
            />
          </Fragment>
        ))}
        {refusal && !placed && (
          <Note tone="bad">
            {refusal.message} {refusal.retryAt && t("refusal.again", { at: clock.minute(refusal.retryAt) })}
          </Note>
        )}
        <Leaving guard={guard} />
        <Group gap="xs" justify="flex-end">
          <Button variant="default" onClick={guard.leave}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={busy || waits}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
