/** Clients: masked by default; revealing asks a purpose; import says which lines were bad. */
import { Button, FileInput, Group, Modal, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useSearch } from "wouter";
import { newKey, useAsk, useRead } from "../../api/ask";
import {
  Client,
  ClientImport,
  type ClientImportData,
  Clients,
  ImportClients,
  RevealClient,
} from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { type Pages, RecordList } from "../../parts/list";
import { Act, FactList, Note, Page, Section } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Side } from "../../parts/side";
import { Reveal } from "../../parts/states";
import { useList } from "../../parts/useList";
import { EntitlementList } from "../rights/Entitlements";

interface Row {
  id: string;
  externalId: string;
  maskedName: string;
  maskedMobile: string;
  tier: string;
  tierName: string;
  tags: string[];
  unitName: string;
  adviserName: string | null;
  wealthBand: string | null;
  blocked: boolean;
}

export function ClientsPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Clients, (data) => data.clients as Pages<Row>);
  return (
    <Page
      title={t("place.clients")}
      lead={t("place.clients.lead")}
      action={may("audience.import_clients") && <Import done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.clients")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/clients/${row.id}`}
        columns={[
          { head: "person", cell: (row) => row.maskedName },
          { head: "clients.mobile", cell: (row) => row.maskedMobile },
          { head: "clients.tier", cell: (row) => row.tierName },
          { head: "clients.tags", cell: (row) => row.tags.join(t("list.comma")) || "–" },
          { head: "clients.adviser", cell: (row) => row.adviserName ?? "–" },
          { head: "unit", cell: (row) => row.unitName },
          { head: "clients.number", cell: (row) => <code>{row.externalId}</code>, sorts: "externalId" },
        ]}
        empty={{ title: t("clients.empty"), teach: t("clients.empty.teach") }}
      />
      {id && <ClientSide id={id} back="/clients" />}
    </Page>
  );
}

export function ClientSide({ id, back }: { id: string; back: string }) {
  const { t } = useWords();
  const { may } = useSigned();
  const reading = useRead(Client, { id });
  return (
    <Side title={t("clients.client")} back={back} size={640}>
      <Reveal reading={reading} pick={(data) => data.client as Row | null}>
        {(client: Row) => (
          <>
            <FactList
              facts={[
                ["person", client.maskedName],
                ["clients.number", <code key="number">{client.externalId}</code>],
                ["clients.mobile", client.maskedMobile],
                ["clients.tier", client.tierName],
                ["clients.band", client.wealthBand ?? "–"],
                ["clients.tags", client.tags.join(t("list.comma")) || "–"],
                ["clients.adviser", client.adviserName ?? "–"],
                ["unit", client.unitName],
              ]}
            />
            {may("audience.reveal_client") && <Unmask client={client.id} />}
            {may("rights.view") && (
              <Section title={t("clients.rights")}>
                <EntitlementList client={client.id} />
              </Section>
            )}
          </>
        )}
      </Reveal>
    </Side>
  );
}

const REVEALED = ["name", "mobile"];

function Unmask({ client }: { client: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState("");
  const [shown, setShown] = useState<Array<{ name: string; value: string }> | null>(null);
  const { run, busy } = useAsk(RevealClient);
  const reveal = async () => {
    const answer = await run({ ask: { client, purpose, fields: REVEALED } });
    if (!answer) return;
    setShown(answer.fields);
    setOpen(false);
  };
  return (
    <div style={{ marginTop: 18 }}>
      {shown ? (
        <Note tone="warn">{shown.map((field) => field.value).join(" · ")}</Note>
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t("clients.reveal")}
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={<b>{t("clients.reveal")}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <p>{t("clients.reveal.says")}</p>
        <TextInput
          label={t("clients.purpose")}
          required
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button loading={busy} disabled={!purpose.trim()} onClick={reveal}>
            {t("clients.reveal")}
          </Button>
        </Group>
      </Modal>
    </div>
  );
}

type Imported = NonNullable<ClientImportData["clientImport"]>;

const POLL_MS = 700;
const ENDED = ["done", "failed", "refused", "finished"];

/** Follow an import until it has ended. */
function useProgress(id: string | null, done: () => void): Imported | null {
  const reading = useRead(ClientImport, { id: id ?? "" }, id === null);
  const found = reading.data?.clientImport ?? null;
  const ended = found !== null && ENDED.includes(found.state);
  const { again } = reading;
  useEffect(() => {
    if (id === null) return;
    if (ended) return done();
    const timer = setInterval(again, POLL_MS);
    return () => clearInterval(timer);
  }, [id, ended, again, done]);
  return id === null ? null : found;
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function Import({ done }: { done: () => void }) {
  const { t } = useWords();
  const asked = new URLSearchParams(useSearch()).has("import");
  const [open, setOpen] = useState(asked);
  const [file, setFile] = useState<File | null>(null);
  const [begun, setBegun] = useState<string | null>(null);
  const result = useProgress(begun, done);
  const { run, busy, refusal } = useAsk(ImportClients);
  const send = async () => {
    if (!file) return;
    const answer = await run({
      ask: { key: newKey(), fileName: file.name, contentBase64: await base64(file) },
    });
    if (answer) setBegun(answer.clientImport.id);
  };
  return (
    <>
      <Act onClick={() => setOpen(true)}>{t("clients.import")}</Act>
      <Modal
        opened={open}
        size="lg"
        onClose={() => setOpen(false)}
        title={<b>{t("clients.import")}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <p>{t("clients.import.says")}</p>
        <FileInput
          label={t("clients.file")}
          accept=".csv,text/csv"
          value={file}
          onChange={setFile}
          placeholder={t("clients.choose")}
        />
        <Button mt="md" loading={busy} disabled={!file} onClick={send}>
          {t("clients.import")}
        </Button>
        {refusal && <Note tone="bad">{refusal.message}</Note>}
        {result && <ImportResult result={result} />}
      </Modal>
    </>
  );
}

function ImportResult({ result }: { result: Imported }) {
  const { t } = useWords();
  return (
    <div style={{ marginTop: 16 }}>
      <Note tone={result.why || result.badCount ? "warn" : "good"}>
        {result.why ||
          t("clients.imported", {
            added: result.createdCount,
            updated: result.updatedCount,
            bad: result.badCount,
          })}
      </Note>
      {result.bad.length > 0 && (
        <table className={styles.table} aria-label={t("clients.bad")}>
          <thead>
            <tr>
              <th>{t("clients.line")}</th>
              <th>{t("clients.field")}</th>
              <th>{t("clients.why")}</th>
            </tr>
          </thead>
          <tbody>
            {result.bad.map((bad) => (
              <tr key={`${bad.line}${bad.field}`}>
                <td>{bad.line}</td>
                <td>{bad.field ? t(`column.${bad.field}`) : "–"}</td>
                <td>{bad.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
