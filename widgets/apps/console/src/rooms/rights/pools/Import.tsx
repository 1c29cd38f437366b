/** Let codes into a pool from a file: looked at first, then followed to the end of what happens to it. */
import { Button, Group, Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { CHANGED, newKey } from "../../../api/ask";
import { useWords } from "../../../copy";
import { Dialog } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import { FileField, unsent } from "../../../parts/upload";
import { Preview } from "./Preview";
import { LotProgress } from "./Progress";
import { AS_HEADS, type Columns, type Looked, look, send } from "./send";

interface ImportProps {
  pool: string;
  done: () => void;
}

export function ImportCodes({ pool, done }: ImportProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("pools.import")}</Button>
      <Dialog title={t("pools.import")} open={open} close={() => setOpen(false)} size="lg">
        <ImportForm pool={pool} done={done} />
      </Dialog>
    </>
  );
}

function ImportForm({ pool, done }: ImportProps) {
  const { t } = useWords();
  const upload = useUpload(pool);
  const { looked, begun, busy } = upload;
  const ready = looked !== null && !looked.why && looked.goodCount > 0;
  return (
    <Stack gap="md">
      <p>{t("pools.import.says")}</p>
      <FileField
        label={t("pools.file")}
        of="codes"
        value={upload.file}
        onChange={(file) => void upload.see(file, AS_HEADS)}
      />
      {busy === "look" && <p role="status">{t("pools.looking")}</p>}
      {upload.refused && <Note tone="bad">{upload.refused}</Note>}
      {looked && !begun && (
        <Preview
          looked={looked}
          columns={upload.columns}
          choose={(columns) => void upload.see(upload.file, columns)}
        />
      )}
      {!begun && (
        <Group>
          <Button
            loading={busy === "import"}
            disabled={!ready || busy !== ""}
            onClick={() => void upload.go()}
          >
            {t("pools.import.go", { count: ready ? looked.goodCount : 0 })}
          </Button>
        </Group>
      )}
      {begun && <LotProgress lot={begun} done={done} />}
    </Stack>
  );
}

/** A file on its way: chosen, looked at, sent; an answer that comes after another question is dropped. */
function useUpload(pool: string) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [columns, setColumns] = useState<Columns>(AS_HEADS);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [begun, setBegun] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState<"" | "look" | "import">("");
  const turn = useRef(0);
  const key = useRef(newKey());
  const see = async (chosen: File | null, by: Columns) => {
    turn.current += 1;
    const mine = turn.current;
    key.current = newKey();
    setFile(chosen);
    setColumns(by);
    setBegun(null);
    setRefused(null);
    if (chosen !== file) setLooked(null);
    setBusy(chosen ? "look" : "");
    if (!chosen) return;
    const answer = await look(pool, chosen, by);
    if (turn.current !== mine) return;
    setBusy("");
    if ("told" in answer) setLooked(answer.told);
    else setRefused(answer.refused ?? t(await unsent(chosen)));
  };
  const go = async () => {
    if (!file) return;
    setBusy("import");
    setRefused(null);
    // The key stays while no answer has come, so that a file sent twice is imported once.
    const answer = await send(pool, file, columns, key.current);
    setBusy("");
    if ("told" in answer) {
      key.current = newKey();
      setBegun(answer.told.lot);
      window.dispatchEvent(new Event(CHANGED));
    } else setRefused(answer.refused ?? t(await unsent(file)));
  };
  return { file, columns, looked, begun, refused, busy, see, go };
}
