/** Bring clients in from a file; what happens to it is followed to its end. */
import { Button, FileInput, Stack } from "@mantine/core";
import { useState } from "react";
import { useSearch } from "wouter";
import { newKey, useAsk } from "../../../api/ask";
import { ImportClients } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Dialog } from "../../../parts/overlays";
import { Act, Note } from "../../../parts/page";
import { ImportResult, useProgress } from "./progress";

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export function Import({ done }: { done: () => void }) {
  const { t } = useWords();
  const asked = new URLSearchParams(useSearch()).has("import");
  const [open, setOpen] = useState(asked);
  return (
    <>
      <Act onClick={() => setOpen(true)}>{t("clients.import")}</Act>
      <Dialog title={t("clients.import")} open={open} close={() => setOpen(false)} size="lg">
        <ImportForm done={done} />
      </Dialog>
    </>
  );
}

function ImportForm({ done }: { done: () => void }) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [begun, setBegun] = useState<string | null>(null);
  const result = useProgress(begun, done);
  const { run, busy, refusal } = useAsk(ImportClients);
  const send = async () => {
    if (!file) return;
    setBegun(null);
    const contentBase64 = await base64(file);
    const answer = await run({ ask: { key: newKey(), fileName: file.name, contentBase64 } });
    if (answer) setBegun(answer.clientImport.id);
  };
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>{t("clients.import.says")}</p>
      <FileInput
        label={t("clients.file")}
        accept=".csv,text/csv"
        value={file}
        onChange={setFile}
        placeholder={t("clients.choose")}
      />
      <div>
        <Button loading={busy} disabled={!file} onClick={() => void send()}>
          {t("clients.import")}
        </Button>
      </div>
      {refusal && <Note tone="bad">{refusal.message}</Note>}
      {result && <ImportResult result={result} />}
    </Stack>
  );
}
