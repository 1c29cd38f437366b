/** Files of events that people bring: looked at first, then followed to their end. */
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import {
  EventFiles as Document,
  EventFile,
  type EventFileShown,
  EventSources,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count, When } from "../../../parts/figures";
import { useFollow } from "../../../parts/follow";
import { FormField } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { Dialog } from "../../../parts/overlays";
import { Act, FactList, Note } from "../../../parts/page";
import { Progress } from "../../../parts/progress";
import { type Foreseen, useRowFile } from "../../../parts/rowFile";
import { Side } from "../../../parts/side";
import { Absent, Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { FileField } from "../../../parts/upload";
import { useList } from "../../../parts/useList";

interface Looked extends Foreseen {
  goodCount: number;
}

const SOURCES_SHOWN = 100;

export function EventFiles({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Document, (data) => data.eventFiles, {}, { sort: "-askedAt" });
  return (
    <>
      {may("play.upload_events") && (
        <Group mb="md">
          <Bring done={list.reading.again} />
        </Group>
      )}
      <RecordList
        {...list}
        label={t("events.tab.files")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/events/files/${row.id}`}
        columns={[
          { head: "events.file", cell: (row) => row.fileName, sorts: "fileName", words: true },
          { head: "events.source", cell: (row) => row.sourceName },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          { head: "events.counted", cell: (row) => <Count of={row.takenCount} />, right: true },
          { head: "events.leftOut", cell: (row) => <Count of={row.badCount} />, right: true },
          { head: "events.by", cell: (row) => row.byName },
          { head: "at", cell: (row) => <When at={row.askedAt} />, sorts: "askedAt" },
        ]}
        empty={{ title: t("events.files.empty"), teach: t("events.files.empty.teach") }}
      />
      {id && <FileSide id={id} changed={list.reading.again} />}
    </>
  );
}

function Bring({ done }: { done: () => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Act onClick={() => setOpen(true)}>{t("events.bring")}</Act>
      <Dialog title={t("events.bring")} open={open} close={() => setOpen(false)} size="lg">
        {open && <BringForm done={done} />}
      </Dialog>
    </>
  );
}

function BringForm({ done }: { done: () => void }) {
  const { t } = useWords();
  const sources = useRead(EventSources, { first: SOURCES_SHOWN, sort: "name" });
  const [source, setSource] = useState("");
  const [zone, setZone] = useState(useClock().zone);
  const [file, setFile] = useState<File | null>(null);
  const upload = useRowFile<Looked>("events");
  const { looked, begun, busy } = upload;
  const sending = file && source ? { file, source, zone } : null;
  const count = looked && !looked.why ? looked.goodCount : 0;
  const options = (sources.data?.eventSources.edges ?? [])
    .filter(({ node }) => node.takesFiles)
    .map(({ node }) => ({ value: node.id, label: node.name }));
  return (
    <Stack gap="md">
      <p>{t("events.bring.says")}</p>
      <FormField
        first
        currency=""
        wrong={null}
        field={{
          name: "source",
          label: "events.source",
          hint: "events.bring.source",
          kind: "choice",
          options,
        }}
        value={source}
        put={(next) => {
          setSource(String(next ?? ""));
          upload.drop();
        }}
      />
      <TextInput
        label={t("events.zone")}
        description={t("events.zone.hint")}
        value={zone}
        onChange={(event) => {
          setZone(event.currentTarget.value);
          upload.drop();
        }}
      />
      <FileField
        label={t("events.file")}
        of="events"
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          if (chosen && source) void upload.see({ file: chosen, source, zone });
          else upload.drop();
        }}
      />
      {busy === "look" && <p role="status">{t("events.looking")}</p>}
      {upload.refused && <Note tone="bad">{upload.refused}</Note>}
      {looked && !begun && <Preview looked={looked} />}
      {begun ? (
        <Result id={begun} done={done} />
      ) : (
        <Group>
          <Button
            variant="default"
            disabled={!sending || busy !== ""}
            onClick={() => sending && void upload.see(sending)}
          >
            {t("events.look")}
          </Button>
          <Button
            loading={busy === "import"}
            disabled={!sending || !looked || looked.why !== "" || busy !== ""}
            onClick={() => sending && void upload.go(sending)}
          >
            {t("events.take.file", { count })}
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
          ["events.rows", <Count key="rows" of={looked.rowCount} />],
          ["events.counted", <Count key="good" of={looked.goodCount} />],
        ]}
      />
      <LeftOut rows={looked.bad} />
    </>
  );
}

function LeftOut({ rows }: { rows: Array<{ line: number; reference?: string; message: string }> }) {
  const { t } = useWords();
  if (rows.length === 0) return null;
  return (
    <Table words label={t("events.leftOut")}>
      <thead>
        <tr>
          <th>{t("events.line")}</th>
          <th>{t("events.told")}</th>
          <th>{t("events.reason")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.line}>
            <td>{row.line}</td>
            <td>{row.reference || "–"}</td>
            <td>{row.message}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Result({ id, done }: { id: string; done: () => void }) {
  const reading = useRead(EventFile, { id });
  const found = reading.data?.eventFile ?? null;
  useFollow(!found || found.underWay, reading.again, done);
  return found ? <FileShown of={found} /> : <Absent of={reading} />;
}

function FileSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(EventFile, { id });
  useFollow(reading.data?.eventFile?.underWay ?? false, reading.again, changed);
  return (
    <Side title={reading.data?.eventFile?.fileName ?? t("events.file")} back="/events/files">
      <Reveal reading={reading} pick={(data) => data.eventFile}>
        {(found: EventFileShown) => <FileShown of={found} />}
      </Reveal>
    </Side>
  );
}

function FileShown({ of }: { of: EventFileShown }) {
  const { t } = useWords();
  if (of.underWay)
    return (
      <Progress
        done={of.readCount}
        total={of.totalCount}
        says={t("events.reading", { read: of.readCount, total: of.totalCount })}
      />
    );
  return (
    <>
      <Note tone={of.why || of.badCount ? "warn" : "good"}>
        {of.why || t("events.file.says", { taken: of.takenCount, bad: of.badCount })}
      </Note>
      {of.badCount > 0 && (
        <p>
          <a href={`/files/events/${of.id}/bad.csv`}>{t("events.leftOut.file")}</a>
        </p>
      )}
      <LeftOut rows={of.leftOut} />
    </>
  );
}
