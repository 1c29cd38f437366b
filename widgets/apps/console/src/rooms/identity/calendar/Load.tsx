/** A calendar's file: chosen, looked at line by line, then loaded. Nothing of it leaves the house. */
import { Button, FileInput, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useAskHere, useRead } from "../../../api/ask";
import { CalendarLook, LoadCalendar } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Dialog } from "../../../parts/overlays";
import { Act, Note } from "../../../parts/page";
import { Absent } from "../../../parts/states";
import { Days } from "./Days";

interface Chosen {
  name: string;
  text: string;
}

export function Load({ done }: { done: () => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Act onClick={() => setOpen(true)}>{t("calendar.load")}</Act>
      <Dialog title={t("calendar.load")} open={open} close={close} size="lg">
        <LoadForm
          done={() => {
            close();
            done();
          }}
        />
      </Dialog>
    </>
  );
}

function LoadForm({ done }: { done: () => void }) {
  const { t } = useWords();
  const [file, setFile] = useState<Chosen | null>(null);
  const { run, busy, refusal } = useAskHere(LoadCalendar);
  const reading = useRead(CalendarLook, { text: file?.text ?? "" }, file === null);
  const look = reading.data?.calendarLook;
  const choose = async (chosen: File | null) =>
    setFile(chosen ? { name: chosen.name, text: await chosen.text() } : null);
  const load = async () => {
    if (file && (await run({ ask: { text: file.text, fileName: file.name } }, t("calendar.loaded.done"))))
      done();
  };
  const ready = file !== null && look !== undefined && look.wrong.length === 0;
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>{t("calendar.load.says")}</p>
      <FileInput
        label={t("calendar.file")}
        accept=".csv"
        placeholder={t("calendar.choose")}
        onChange={(chosen) => void choose(chosen)}
      />
      {file && !look && <Absent of={reading} />}
      {file && look && look.wrong.length > 0 && (
        <Note tone="bad">
          <ul>
            {look.wrong.map((one) => (
              <li key={one.line}>{t("calendar.line", { line: String(one.line), message: one.message })}</li>
            ))}
          </ul>
        </Note>
      )}
      {ready && look && (
        <>
          <Note tone="good">
            {t("calendar.ready", { first: look.firstDay ?? "", last: look.lastDay ?? "" })}
          </Note>
          <Days days={look.days} />
        </>
      )}
      {refusal && <Note tone="bad">{refusal.message}</Note>}
      <Group justify="flex-end">
        <Button loading={busy} disabled={!ready} onClick={() => void load()}>
          {t("calendar.load.act")}
        </Button>
      </Group>
    </Stack>
  );
}
