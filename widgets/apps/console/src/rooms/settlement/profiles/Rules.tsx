/** Rules of a column mapping beside its columns, folded away: what finance answers a held-back file with. */
import { CURRENCIES } from "@largesse/contracts/currencies";
import { Button, Fieldset, Input, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { useWords } from "../../../copy";
import { kindWritten, ruled, trailerWords, trailerWritten, wordsOf, wordsOfKind } from "./body";
import { type Body, choicesOf, saidAs } from "./lines";

export interface FieldsProps {
  body: Body;
  /** Headings of a sample, to choose from. */
  words: string[];
  /** Why a field is refused; null where it is not. */
  wrong: (place: string) => string | null;
  change: (body: Body) => void;
}

const SHOWN = [
  "ignored",
  "billed_status",
  "skip_status",
  "line_types",
  "line_type",
  "refunds",
  "decimal_mark",
  "currency",
  "zone",
  "date_order",
  "delimiter",
  "sheet",
  "trailer",
];

/** Whether a refusal lands on a rule that this section shows. */
export const isRule = (place: string | null): boolean => SHOWN.some((rule) => place === `rule/${rule}`);

export function Rules(props: FieldsProps) {
  const { t } = useWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const refused = SHOWN.some((rule) => props.wrong(`rule/${rule}`) !== null);
  useEffect(() => {
    if (refused) setOpen(true);
  }, [refused]);
  return (
    <>
      <Button
        variant="default"
        fullWidth
        justify="space-between"
        rightSection={<span aria-hidden>{open ? "−" : "+"}</span>}
        aria-expanded={open}
        {...(open ? { "aria-controls": id } : {})}
        onClick={() => setOpen(!open)}
      >
        {t("mapping.rules")}
      </Button>
      {open && (
        <Stack gap="sm" id={id} role="group" aria-label={t("mapping.rules")}>
          <Lines {...props} />
          <Amounts {...props} />
          <Paper {...props} />
        </Stack>
      )}
    </>
  );
}

/** Which columns and lines count, and what kind each is. */
function Lines(props: FieldsProps) {
  const { t } = useWords();
  const { body, words, wrong, change } = props;
  const mapped = new Set(Object.values(body.columns).flat());
  const refused = wrong("rule/line_types");
  const billsNone = Array.isArray(body.billed_status) && body.billed_status.length === 0;
  return (
    <>
      <Words {...props} rule="ignored" data={words.filter((word) => !mapped.has(word))} />
      <Words
        {...props}
        rule="billed_status"
        hint={billsNone ? "mapping.hint.billed_status.none" : "mapping.hint.billed_status"}
      />
      <Words {...props} rule="skip_status" />
      <Fieldset legend={t("mapping.rule.line_types")}>
        <Input.Description mb="xs">{t("mapping.hint.line_types")}</Input.Description>
        <Stack gap="xs">
          {choicesOf("line_types").map((kind) => (
            <TagsInput
              key={kind}
              label={saidAs("line_types", kind, t)}
              value={wordsOfKind(body, kind)}
              onChange={(said) => change(kindWritten(body, kind, said))}
            />
          ))}
        </Stack>
        {refused && (
          <Input.Error mt="xs" role="alert">
            {refused}
          </Input.Error>
        )}
      </Fieldset>
      <Choice {...props} rule="line_type" usual="fulfilment" />
      <Choice {...props} rule="refunds" usual="signed" />
    </>
  );
}

/** How amounts are written. */
function Amounts(props: FieldsProps) {
  const { locale } = useWords();
  const called = new Intl.DisplayNames(locale, { type: "currency" });
  return (
    <>
      <Choice {...props} rule="decimal_mark" hint />
      <Choice
        {...props}
        rule="currency"
        hint
        values={CURRENCIES}
        say={(code) => `${code} ${called.of(code) ?? ""}`}
      />
    </>
  );
}

const ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");

/** How times are written, and how the file is laid out. */
function Paper(props: FieldsProps) {
  const { t } = useWords();
  const { body, wrong, change } = props;
  return (
    <>
      <Choice {...props} rule="zone" values={ZONES} say={(zone) => zone} />
      <Choice {...props} rule="date_order" usual="ymd" hint />
      <Choice {...props} rule="delimiter" />
      <TextInput
        label={t("mapping.rule.sheet")}
        description={t("mapping.hint.sheet")}
        error={wrong("rule/sheet")}
        value={String(body.sheet ?? "")}
        onChange={(event) => change(ruled(body, "sheet", event.currentTarget.value))}
      />
      <TagsInput
        label={t("mapping.rule.trailer")}
        description={t("mapping.hint.trailer")}
        error={wrong("rule/trailer")}
        value={trailerWords(body)}
        onChange={(said) => change(trailerWritten(body, said))}
      />
    </>
  );
}

interface WordsProps extends FieldsProps {
  rule: string;
  data?: string[];
  hint?: string;
}

function Words({ body, wrong, change, rule, data = [], hint = `mapping.hint.${rule}` }: WordsProps) {
  const { t } = useWords();
  return (
    <TagsInput
      label={t(`mapping.rule.${rule}`)}
      description={t(hint)}
      error={wrong(`rule/${rule}`)}
      data={data}
      value={wordsOf(body, rule)}
      onChange={(said) => change(ruled(body, rule, said))}
    />
  );
}

interface ChoiceProps extends FieldsProps {
  rule: string;
  /** What holds where nothing is chosen; without it the field may be empty, and says what holds then. */
  usual?: string;
  hint?: boolean;
  values?: readonly string[];
  say?: (value: string) => string;
}

/** One of a few values; the one that stands there is offered too where we know it not. */
function Choice({ body, wrong, change, rule, usual, hint = false, values, say }: ChoiceProps) {
  const { t } = useWords();
  const value = (body[rule] as string | null | undefined) ?? usual ?? null;
  const known = values ?? choicesOf(rule);
  const all = value === null || known.includes(value) ? known : [value, ...known];
  return (
    <Select
      label={t(`mapping.rule.${rule}`)}
      description={hint ? t(`mapping.hint.${rule}`) : undefined}
      error={wrong(`rule/${rule}`)}
      data={all.map((one) => ({ value: one, label: say ? say(one) : saidAs(rule, one, t) }))}
      searchable={all.length > 7}
      limit={100}
      allowDeselect={!usual}
      clearable={!usual}
      clearButtonProps={{ "aria-label": t("picker.clear", { label: t(`mapping.rule.${rule}`) }) }}
      placeholder={usual ? undefined : t(`mapping.usual.${rule}`)}
      value={value}
      onChange={(next) => change(ruled(body, rule, next))}
    />
  );
}
