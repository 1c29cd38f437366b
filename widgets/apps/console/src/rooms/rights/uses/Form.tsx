/** Book uses from a provider's file: what booking would do is shown first, then it is followed to its end. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { Dialog } from "../../../parts/overlays";
import { Act, FactList, Note } from "../../../parts/page";
import { RecordPicker } from "../../../parts/picker";
import { type Foreseen, useRowFile } from "../../../parts/rowFile";
import { useClock } from "../../../parts/time";
import { FileField } from "../../../parts/upload";
import { LeftOut } from "./LeftOut";
import { UseFileResult } from "./Result";

/** What booking a file would do. */
interface Looked extends Foreseen {
  matchedCount: number;
  lateCount: number;
  outsideCount: number;
}

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
  const [file, setFile] = useState<File | null>(null);
  const sending = file && provider ? { file, provider, zone } : null;
  const upload = useRowFile<Looked>("uses");
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
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          if (chosen && provider) void upload.see({ file: chosen, provider, zone });
          else upload.drop();
        }}
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
            disabled={!sending || busy !== ""}
            onClick={() => sending && void upload.see(sending)}
          >
            {t("uses.look")}
          </Button>
          <Button
            loading={busy === "import"}
            disabled={!sending || count === 0 || busy !== ""}
            onClick={() => sending && void upload.go(sending)}
          >
            {t("uses.book", { count })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Preview({ looked }: { looked: Looked }) {
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
