/** A saved column mapping: for each of our fields, the words that head the provider's column. */
import { Button, FileInput, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { newKey, useAsk, useRead } from "../../../api/ask";
import { SaveStatementProfile, StatementProfiles } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Beside } from "../../../parts/overlays";
import { Note } from "../../../parts/page";

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

interface Body {
  name: string;
  version: number;
  columns: Record<string, string[]>;
  unit: string;
  refunds: string;
  [other: string]: unknown;
}

const EMPTY: Body = { name: "", version: 1, columns: {}, unit: "major", refunds: "signed" };

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

export function Mapping({ providers }: { providers: Array<{ value: string; label: string }> }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("mapping.title")}
      </Button>
      <Beside title={t("mapping.title")} open={open} close={() => setOpen(false)} size={560}>
        <MappingForm providers={providers} close={() => setOpen(false)} />
      </Beside>
    </>
  );
}

function MappingForm({
  providers,
  close,
}: {
  providers: Array<{ value: string; label: string }>;
  close: () => void;
}) {
  const { t } = useWords();
  const profiles = useRead(StatementProfiles, {});
  const [body, setBody] = useState<Body>(EMPTY);
  const [provider, setProvider] = useState<string | null>(null);
  const [words, setWords] = useState<string[]>([]);
  const { run, busy, refusal } = useAsk(SaveStatementProfile);
  const saved = profiles.data?.statementProfiles ?? [];
  const start = (id: string | null) => {
    const found = saved.find((one) => one.id === id);
    if (found) setBody({ ...EMPTY, ...(found.body as Body), version: found.version + 1 });
  };
  const save = async () => {
    const columns = Object.fromEntries(Object.entries(body.columns).filter(([, heads]) => heads.length > 0));
    const answer = await run(
      { ask: { key: newKey(), provider, body: JSON.stringify({ ...body, columns }) } },
      t("mapping.saved"),
    );
    if (answer) close();
  };
  const lacking = REQUIRED.filter((field) => !body.columns[field]?.length);
  return (
    <Stack gap="sm">
      <Note>{t("mapping.lead")}</Note>
      <Select
        label={t("mapping.from")}
        clearable
        data={saved.map((one) => ({ value: one.id, label: `${one.name} v${one.version}` }))}
        onChange={start}
      />
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
      <Select
        label={t("mapping.provider")}
        clearable
        data={providers}
        value={provider}
        onChange={setProvider}
      />
      {FIELDS.map((field) => (
        <TagsInput
          key={field}
          label={t(`field.${field}`)}
          required={REQUIRED.includes(field)}
          data={words}
          value={body.columns[field] ?? []}
          onChange={(heads) => setBody({ ...body, columns: { ...body.columns, [field]: heads } })}
        />
      ))}
      <Select
        label={t("mapping.unit")}
        allowDeselect={false}
        value={body.unit}
        data={["major", "minor"].map((value) => ({ value, label: t(`mapping.unit.${value}`) }))}
        onChange={(unit) => unit && setBody({ ...body, unit })}
      />
      {refusal && <Note tone="bad">{refusal.message}</Note>}
      <Button loading={busy} disabled={!body.name || lacking.length > 0} onClick={save}>
        {t("save")}
      </Button>
    </Stack>
  );
}
