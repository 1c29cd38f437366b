/** Bring clients in from a file: looked at first, then followed to the end of what happens to it. */
import { Button, Group, Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { useSearch } from "wouter";
import { CHANGED, newKey } from "../../../api/ask";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { Dialog } from "../../../parts/overlays";
import { Act, Note } from "../../../parts/page";
import { FileField, unsent } from "../../../parts/upload";
import { Preview } from "./preview";
import { ImportResult, useProgress } from "./progress";
import { type Looked, look, send } from "./send";

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
  const upload = useUpload();
  const result = useProgress(upload.begun, done);
  const ready = upload.looked !== null && !upload.looked.why;
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>{t("clients.import.says")}</p>
      <FileField
        label={t("clients.file")}
        of="clients"
        value={upload.file}
        onChange={(file) => void upload.choose(file)}
      />
      {upload.busy === "look" && <p role="status">{t("imports.looking")}</p>}
      {upload.refused && <Note tone="bad">{upload.refused}</Note>}
      {upload.looked && !result && <Preview looked={upload.looked} />}
      <Group>
        <Button
          loading={upload.busy === "import"}
          disabled={!ready || upload.busy !== ""}
          onClick={() => void upload.go(false)}
        >
          {t("clients.import")}
        </Button>
        <Button
          variant="default"
          loading={upload.busy === "check"}
          disabled={!ready || upload.busy !== ""}
          onClick={() => void upload.go(true)}
        >
          {t("imports.check")}
        </Button>
        {ready && upload.looked && (
          <span>
            <Count of={upload.looked.rowCount} /> {t("imports.rows")}
          </span>
        )}
      </Group>
      {result && <ImportResult result={result} />}
    </Stack>
  );
}

/** A file on its way: chosen, looked at, sent; an answer that comes after another file was chosen is dropped. */
function useUpload() {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [begun, setBegun] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState<"" | "look" | "check" | "import">("");
  const latest = useRef<File | null>(null);
  const keys = useRef({ check: newKey(), import: newKey() });
  const choose = async (chosen: File | null) => {
    latest.current = chosen;
    keys.current = { check: newKey(), import: newKey() };
    setFile(chosen);
    setLooked(null);
    setBegun(null);
    setRefused(null);
    setBusy(chosen ? "look" : "");
    if (!chosen) return;
    const answer = await look(chosen);
    if (latest.current !== chosen) return;
    setBusy("");
    if ("told" in answer) setLooked(answer.told);
    else setRefused(answer.refused ?? t(await unsent(chosen)));
  };
  const go = async (dryRun: boolean) => {
    if (!file) return;
    const act = dryRun ? "check" : "import";
    setBusy(act);
    setRefused(null);
    setBegun(null);
    // The key stays while no answer has come, so that a file sent twice is imported once.
    const answer = await send(file, keys.current[act], dryRun);
    if (latest.current !== file) return;
    setBusy("");
    if ("told" in answer) {
      keys.current[act] = newKey();
      setBegun(answer.told.import);
      window.dispatchEvent(new Event(CHANGED));
    } else setRefused(answer.refused ?? t(await unsent(file)));
  };
  return { file, looked, begun, refused, busy, choose, go };
}
