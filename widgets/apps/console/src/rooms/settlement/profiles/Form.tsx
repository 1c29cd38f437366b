/** A saved column mapping: for each of our fields, the words that head the provider's column. */
import { Button, FileInput, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useClient } from "urql";
import { useAskHere } from "../../../api/ask";
import { SaveStatementProfile, StatementProfile } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { type Guard, Leaving, useGuard } from "../../../parts/guard";
import { Beside } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import { RecordPicker } from "../../../parts/picker";
import { BLANK, begunFrom, placeOf, written } from "./body";
import { type Body, choicesOf, saidAs } from "./lines";
import { type FieldsProps, isRule, Rules } from "./Rules";

const FIELDS = [
  "provider_ref",
  "platform_ref",
  "parent_ref",
  "line_type",
  "sku",
  "qty",
  "unit_price",
  "gross",
  "tax",
  "net",
  "currency",
  "status",
  "occurred_at",
  "store",
  "client",
];
const REQUIRED = ["gross", "occurred_at"];

/** Where a refusal is shown beside its field; any other is shown below the form. */
const PLACES = new Set([
  "unit",
  "provider",
  "rule/name",
  "rule/unit",
  ...FIELDS.map((field) => `rule/columns/${field}`),
]);

/** The mapping of this name reads every statement that no other default reads. */
const EVERYBODYS = "generic";

/** The words of a file's first line, read as UTF-8 or else as GB18030. */
async function headings(file: File): Promise<string[]> {
  const bytes = await file.slice(0, 65_536).arrayBuffer();
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("gb18030").decode(bytes);
  }
  const first = text.replace(/^\uFEFF/, "").split(/\r?\n/)[0] ?? "";
  return first
    .split(/[,;\t|]/)
    .map((word) => word.trim().replace(/^"|"$/g, ""))
    .filter(Boolean);
}

export function Mapping({ done }: { done: () => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const guard = useGuard(() => setOpen(false));
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("mapping.title")}
      </Button>
      <Beside title={t("mapping.title")} open={open} close={guard.leave} size={560}>
        <MappingForm guard={guard} done={done} />
      </Beside>
    </>
  );
}

function MappingForm({ guard, done }: { guard: Guard; done: () => void }) {
  const { t } = useWords();
  const { person } = useSigned();
  const client = useClient();
  const [body, hold] = useState<Body>(BLANK);
  const setBody = (next: Body) => {
    guard.touch();
    hold(next);
  };
  const [base, setBase] = useState("");
  const [provider, setProvider] = useState("");
  const [unit, setUnit] = useState(person.unit.id);
  const [words, setWords] = useState<string[]>([]);
  const { run, busy, refusal } = useAskHere(SaveStatementProfile);
  const start = async (id: string) => {
    setBase(id);
    if (!id) return;
    const found = (await client.query(StatementProfile, { profile: id }).toPromise()).data?.statementProfile;
    if (found) hold(begunFrom({ ...(found.body as Body), version: found.version }));
  };
  const save = async () => {
    const answer = await run({ ask: { provider: provider || null, unit, body: written(body) } });
    if (!answer) return;
    notifications.show({ color: "teal", message: t(`mapping.saved.${answer.state}`) });
    guard.go();
    done();
  };
  const place = placeOf(refusal);
  const wrong = (at: string) => (refusal && place === at ? refusal.message : null);
  const landed = place !== null && (PLACES.has(place) || isRule(place));
  const lacking = REQUIRED.filter((field) => !body.columns[field]?.length);
  return (
    <Stack gap="sm">
      <Note>{t("mapping.lead")}</Note>
      <RecordPicker kind="profile" label={t("mapping.from")} value={base} onChange={(id) => void start(id)} />
      <FileInput
        label={t("mapping.sample")}
        accept=".csv,.tsv,.txt"
        onChange={(file) => file && void headings(file).then(setWords)}
        placeholder={t("clients.choose")}
      />
      <TextInput
        label={t("name")}
        required
        error={wrong("rule/name")}
        value={body.name}
        onChange={(event) => setBody({ ...body, name: event.currentTarget.value })}
      />
      <RecordPicker
        kind="provider"
        label={t("mapping.provider")}
        description={t("mapping.provider.hint")}
        error={wrong("provider")}
        value={provider}
        onChange={setProvider}
      />
      <RecordPicker
        kind="unit"
        label={t("unit")}
        description={t("mapping.unit.of.hint")}
        required
        known={{ ...person.unit, code: "", note: "", closed: false }}
        error={wrong("unit")}
        value={unit}
        onChange={setUnit}
      />
      <Columns body={body} words={words} wrong={wrong} change={setBody} />
      <Rules body={body} words={words} wrong={wrong} change={setBody} />
      <Leaving guard={guard} />
      {refusal && !landed && <Note tone="bad">{refusal.message}</Note>}
      <Button loading={busy} disabled={!body.name || lacking.length > 0} onClick={save}>
        {t(provider || body.name === EVERYBODYS ? "mapping.saveOrPropose" : "mapping.save")}
      </Button>
    </Stack>
  );
}

function Columns({ body, words, wrong, change }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      {FIELDS.map((field) => (
        <TagsInput
          key={field}
          label={t(`field.${field}`)}
          required={REQUIRED.includes(field)}
          error={wrong(`rule/columns/${field}`)}
          data={words}
          value={body.columns[field] ?? []}
          onChange={(heads) => change({ ...body, columns: { ...body.columns, [field]: heads } })}
        />
      ))}
      <Select
        label={t("mapping.unit")}
        allowDeselect={false}
        error={wrong("rule/unit")}
        value={String(body.unit ?? "major")}
        data={choicesOf("unit").map((value) => ({ value, label: saidAs("unit", value, t) }))}
        onChange={(unit) => unit && change({ ...body, unit })}
      />
    </>
  );
}
