/** Book uses from a provider's file: what booking would do is shown first, then it is followed to its end. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { CHANGED, newKey } from "../../../api/ask";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { Dialog } from "../../../parts/overlays";
import { Act, FactList, Note } from "../../../parts/page";
import { RecordPicker } from "../../../parts/picker";
import { useClock } from "../../../parts/time";
import { FileField } from "../../../parts/upload";
import { LeftOut } from "./LeftOut";
import { UseFileResult } from "./Result";
import { type Foreseen, look, send } from "./send";

export function BookUses({ done }: { done: () => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Act onClick={() => setOpen(true)}>{t("uses.import")}</Act>
      <Dialog title={t("uses.import")} open={open} close={() => setOpen(false)} size="lg">
        <BookForm done={done} />
      </Dialog>
    </>
  );
}

function BookForm({ done }: { done: () => void }) {
  const { t } = useWords();
  const [provider, setProvider] = useState("");
  const [zone, setZone] = useState(useClock().zone);
  const upload = useUpload(provider, zone);
  const { looked, begun, busy } = upload;
  const count = looked && !looked.why ? looked.matchedCount : 0;
  const change = (put: (value: string) => void) => (value: string) => {
    put(value);
    upload.drop();
  };
  return (
    <Stack gap="md">
      <p>{t("uses.import.says")}</p>
      <RecordPicker
        kind="provider"
        label={t("rights.provider")}
        value={provider}
        onChange={change(setProvider)}
      />
      <TextInput
        label={t("uses.zone")}
        description={t("uses.zone.hint")}
        value={zone}
        onChange={(event) => change(setZone)(event.currentTarget.value)}
      />
      <FileField
        label={t("uses.file")}
        of="uses"
        value={upload.file}
        onChange={(file) => void upload.see(file)}
      />
      {busy === "look" && <p role="status">{t("uses.looking")}</p>}
      {upload.refused && <Note tone="bad">{upload.refused}</Note>}
      {looked && !begun && <Preview looked={looked} />}
      {begun ? (
        <UseFileResult id={begun} done={done} />
      ) : (
        <Group>
          <Button
            variant="default"
            disabled={!upload.file || !provider || busy !== ""}
            onClick={() => void upload.see(upload.file)}
          >
            {t("uses.look")}
          </Button>
          <Button
            loading={busy === "import"}
            disabled={count === 0 || busy !== ""}
            onClick={() => void upload.go()}
          >
            {t("uses.book", { count })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Preview({ looked }: { looked: Foreseen }) {
  if (looked.why) return <Note tone="bad">{looked.why}</Note>;
  return (
    <>
      <FactList
        facts={[
          ["uses.rows", <Count key="rows" of={looked.rowCount} />],
          ["uses.matched", <Count key="matched" of={looked.matchedCount} />],
          ["usedMark.late", <Count key="late" of={looked.lateCount} />],
          ["usedMark.outside", <Count key="outside" of={looked.outsideCount} />],
        ]}
      />
      <LeftOut rows={looked.bad} />
    </>
  );
}

/** A file on its way: chosen, looked at, sent; an answer that comes after another question is dropped. */
function useUpload(provider: string, zone: string) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [looked, setLooked] = useState<Foreseen | null>(null);
  const [begun, setBegun] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState<"" | "look" | "import">("");
  const turn = useRef(0);
  const key = useRef(newKey());
  const drop = () => {
    turn.current += 1;
    key.current = newKey();
    setLooked(null);
    setBegun(null);
    setRefused(null);
    setBusy("");
  };
  const see = async (chosen: File | null) => {
    drop();
    const mine = turn.current;
    setFile(chosen);
    if (!chosen || !provider) return;
    setBusy("look");
    const answer = await look(chosen, provider, zone);
    if (turn.current !== mine) return;
    setBusy("");
    if ("told" in answer) setLooked(answer.told);
    else setRefused(answer.refused ?? t("trouble.network.kept"));
  };
  const go = async () => {
    if (!file) return;
    setBusy("import");
    setRefused(null);
    // The key stays while no answer has come, so that a file sent twice is taken once.
    const answer = await send(file, provider, zone, key.current);
    setBusy("");
    if ("told" in answer) {
      setBegun(answer.told.file);
      window.dispatchEvent(new Event(CHANGED));
    } else setRefused(answer.refused ?? t("trouble.network.kept"));
  };
  return { file, looked, begun, refused, busy, see, go, drop };
}
