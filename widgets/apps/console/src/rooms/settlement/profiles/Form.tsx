/** A saved column mapping: for each of our fields, the words that head the provider's column. */
import { Button, FileInput, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useClient } from "urql";
import { useAsk } from "../../../api/ask";
import { SaveStatementProfile, StatementProfile } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Beside } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import { RecordPicker } from "../../../parts/picker";
import type { Body } from "./lines";

const FIELDS = [
  "provider_ref",
  "platform_ref",
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
];
const REQUIRED = ["gross", "occurred_at"];

interface Kept extends Body {
  unit: string;
  refunds: string;
}

const EMPTY: Kept = { name: "", version: 1, columns: {}, unit: "major", refunds: "signed" };

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
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("mapping.title")}
      </Button>
      <Beside title={t("mapping.title")} open={open} close={() => setOpen(false)} size={560}>
        <MappingForm
          close={() => {
            setOpen(false);
            done();
          }}
        />
      </Beside>
    </>
  );
}

function MappingForm({ close }: { close: () => void }) {
  const { t } = useWords();
  const { person } = useSigned();
  const client = useClient();
  const [body, setBody] = useState<Kept>(EMPTY);
  const [base, setBase] = useState("");
  const [provider, setProvider] = useState("");
  const [unit, setUnit] = useState(person.unit.id);
  const [words, setWords] = useState<string[]>([]);
  const { run, busy, refusal } = useAsk(SaveStatementProfile);
  const start = async (id: string) => {
    setBase(id);
    if (!id) return;
    const found = (await client.query(StatementProfile, { profile: id }).toPromise()).data?.statementProfile;
    if (found) setBody({ ...EMPTY, ...(found.body as Kept), version: found.version + 1 });
  };
  const save = async () => {
    const columns = Object.fromEntries(Object.entries(body.columns).filter(([, heads]) => heads.length > 0));
    const answer = await run({
      ask: { provider: provider || null, unit, body: JSON.stringify({ ...body, columns }) },
    });
    if (!answer) return;
    notifications.show({ color: "teal", message: t(`mapping.saved.${answer.state}`) });
    close();
  };
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
        value={body.name}
        onChange={(event) => setBody({ ...body, name: event.currentTarget.value })}
      />
      <RecordPicker
        kind="provider"
        label={t("mapping.provider")}
        description={t("mapping.provider.hint")}
        value={provider}
        onChange={setProvider}
      />
      <RecordPicker
        kind="unit"
        label={t("unit")}
        description={t("mapping.unit.of.hint")}
        required
        known={{ ...person.unit, code: "", note: "", closed: false }}
        error={refusal?.path === "unit" ? refusal.message : null}
        value={unit}
        onChange={setUnit}
      />
      <Columns body={body} words={words} change={setBody} />
      {refusal && refusal.path !== "unit" && <Note tone="bad">{refusal.message}</Note>}
      <Button loading={busy} disabled={!body.name || lacking.length > 0} onClick={save}>
        {t(provider || body.name === EVERYBODYS ? "mapping.saveOrPropose" : "mapping.save")}
      </Button>
    </Stack>
  );
}

interface ColumnsProps {
  body: Kept;
  /** Headings of a sample, to choose from. */
  words: string[];
  change: (body: Kept) => void;
}

function Columns({ body, words, change }: ColumnsProps) {
  const { t } = useWords();
  return (
    <>
      {FIELDS.map((field) => (
        <TagsInput
          key={field}
          label={t(`field.${field}`)}
          required={REQUIRED.includes(field)}
          data={words}
          value={body.columns[field] ?? []}
          onChange={(heads) => change({ ...body, columns: { ...body.columns, [field]: heads } })}
        />
      ))}
      <Select
        label={t("mapping.unit")}
        allowDeselect={false}
        value={body.unit}
        data={["major", "minor"].map((value) => ({ value, label: t(`mapping.unit.${value}`) }))}
        onChange={(unit) => unit && change({ ...body, unit })}
      />
    </>
  );
}
