/** Upload a provider's file; a dry run shows what was read before anything is kept. */
import { Button, Group, NumberInput, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import { newKey } from "../../../api/ask";
import { type Sent, sendForm } from "../../../api/send";
import { useWords } from "../../../copy";
import { Amount, Count, minor } from "../../../parts/figures";
import { Beside } from "../../../parts/overlays";
import { Act, FactList, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { RecordPicker } from "../../../parts/picker";
import { Table } from "../../../parts/table";
import { FileField, unsent } from "../../../parts/upload";

interface Reason {
  code: string;
  row: number | null;
  column: string | null;
  message: string;
}

/** What a dry run answers: the reading's verdict, controls and lines. */
interface Told {
  statement?: string | null;
  ok?: boolean;
  reasons?: Reason[];
  warnings?: Reason[];
  controls?: { computed: { count: number | null; gross_minor: number | null } };
  lines?: Array<{
    line_no: number;
    provider_ref: string;
    sku: string;
    gross_minor: number;
    currency: string;
    biz_date: string;
  }>;
}

interface UploadProps {
  done: () => void;
}

export function Upload({ done }: UploadProps) {
  const { t } = useWords();
  const asked = new URLSearchParams(useSearch()).has("new");
  const [open, setOpen] = useState(asked);
  return (
    <>
      <Act onClick={() => setOpen(true)}>{t("statements.upload")}</Act>
      <Beside title={t("statements.upload")} open={open} close={() => setOpen(false)} size={480}>
        <UploadForm done={done} />
      </Beside>
    </>
  );
}

function UploadForm({ done }: UploadProps) {
  const { t } = useWords();
  const [, go] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [provider, setProvider] = useState("");
  const [profile, setProfile] = useState("");
  const [count, setCount] = useState<string | number>("");
  const [busy, setBusy] = useState(false);
  const [seen, setSeen] = useState<Sent<Told> | null>(null);
  const load = async (dryRun: boolean) => {
    if (!file || !provider) return;
    setBusy(true);
    const sent = await sendForm<Told>("statements", {
      ...{ key: newKey(), file, provider, dryRun: String(dryRun) },
      ...(profile ? { profile } : {}),
      ...(count === "" ? {} : { declaredCount: String(count) }),
    });
    const silent = "refused" in sent && sent.refused === null;
    const answer = silent ? { refused: t(await unsent(file)) } : sent;
    setBusy(false);
    setSeen(answer);
    if (dryRun || !("told" in answer && answer.told.statement)) return;
    notifications.show(outcome(answer.told, t));
    done();
    go(`/settlement/statements/${answer.told.statement}`);
  };
  const ready = file !== null && provider !== "";
  return (
    <Stack>
      <RecordPicker
        kind="provider"
        label={t("rights.provider")}
        required
        value={provider}
        onChange={setProvider}
      />
      <FileField label={t("statements.file")} of="statement" required value={file} onChange={setFile} />
      <RecordPicker
        kind="profile"
        label={t("statements.profile")}
        description={t("statements.profile.hint")}
        value={profile}
        onChange={setProfile}
      />
      <NumberInput
        label={t("statements.declaredCount")}
        min={0}
        allowDecimal={false}
        value={count}
        onChange={setCount}
      />
      <Group grow>
        <Button variant="default" loading={busy} disabled={!ready} onClick={() => void load(true)}>
          {t("statements.try")}
        </Button>
        <Button loading={busy} disabled={!ready} onClick={() => void load(false)}>
          {t("statements.load")}
        </Button>
      </Group>
      {seen && "refused" in seen && <Note tone="bad">{seen.refused}</Note>}
      {seen && "told" in seen && <ToldWords told={seen.told} />}
    </Stack>
  );
}

/** What became of the file: quarantined is not loaded. */
const outcome = (told: Told, t: (key: string) => string) =>
  told.reasons?.length
    ? { color: "yellow", message: t("statements.keptOut") }
    : { color: "teal", message: t("statements.kept") };

const SHOWN = 5;

function ToldWords({ told }: { told: Told }) {
  const { t } = useWords();
  const lines = told.lines ?? [];
  const computed = told.controls?.computed;
  const currency = lines[0]?.currency;
  return (
    <Note tone={told.ok ? "good" : "warn"}>
      <b>{t(told.ok ? "statements.try.ok" : "statements.try.bad")}</b>
      <FactList
        facts={[
          ["statements.lines", <Count key="count" of={computed?.count ?? lines.length} />],
          ["statements.gross", <Amount key="gross" of={minor(computed?.gross_minor, currency)} />],
        ]}
      />
      {[...(told.reasons ?? []), ...(told.warnings ?? [])].map((one) => (
        <div key={`${one.code}${one.row}${one.message}`}>
          {one.row ? `${t("statements.row", { row: String(one.row) })} ` : ""}
          {one.column ? `${one.column} ` : ""}
          {one.message}
        </div>
      ))}
      {lines.length > 0 && (
        <Table label={t("statements.first")}>
          <caption className={styles.muted} style={{ textAlign: "left" }}>
            {t("statements.first")}
          </caption>
          <tbody>
            {lines.slice(0, SHOWN).map((line) => (
              <tr key={line.line_no}>
                <td>
                  <code>{line.provider_ref || line.line_no}</code>
                </td>
                <td>{line.sku}</td>
                <td>{line.biz_date}</td>
                <td className={styles.right}>
                  <Amount of={minor(line.gross_minor, line.currency)} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Note>
  );
}
