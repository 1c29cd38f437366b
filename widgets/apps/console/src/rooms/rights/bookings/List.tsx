/** Bookings: who comes when and where, what stands in the way, and what the desk notes. */
import { Group, Text } from "@mantine/core";
import { useState } from "react";
import {
  AcceptBooking,
  Bookings,
  type BookingsRow,
  CancelForClient,
  CheckIn,
  CheckInByCode,
  DeclineBooking,
  NoteArrived,
  NoteFulfilled,
  NoteNoShow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { AskConfirm } from "../../../parts/askConfirm";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { SideBySide, StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { BookFor, ConfirmLate, MoveTo } from "./Form";
import { WaitingEntries } from "./Waiting";

const STATES = ["pending", "booked", "checked-in", "arrived", "fulfilled", "cancelled", "noshow"];
const VIEWS = ["bookings", "waiting"];

interface ActsProps {
  row: BookingsRow;
  done: () => void;
}

function useActs({ row, done }: ActsProps) {
  const { t } = useWords();
  const may = (act: string) => row.actions.includes(act);
  const of = (act: string) => ({
    size: "compact-xs",
    ask: { booking: row.id },
    done,
    label: t(`bookings.${act}`),
    says: t(`bookings.${act}.says`, { name: row.clientName, when: `${row.day} ${row.time}` }),
    said: t("bookings.done"),
  });
  return { may, of };
}

/** What the desk notes. */
function DeskActs(props: ActsProps) {
  const { may, of } = useActs(props);
  return (
    <>
      {may("checkIn") && <AskConfirm {...of("checkIn")} document={CheckIn} />}
      {may("arrive") && <AskConfirm {...of("arrive")} document={NoteArrived} />}
      {may("fulfil") && <AskConfirm {...of("fulfil")} document={NoteFulfilled} />}
      {may("noShow") && <AskConfirm danger {...of("noShow")} document={NoteNoShow} />}
    </>
  );
}

function Acts(props: ActsProps) {
  const { may, of } = useActs(props);
  return (
    <Group gap={4} justify="flex-end">
      {may("accept") && <AskConfirm {...of("accept")} document={AcceptBooking} />}
      {may("decline") && <AskConfirm danger reason="required" {...of("decline")} document={DeclineBooking} />}
      <DeskActs {...props} />
      {may("move") && <MoveTo {...props} />}
      {may("confirm") && <ConfirmLate {...props} />}
      {may("cancel") && <AskConfirm danger reason="required" {...of("cancel")} document={CancelForClient} />}
    </Group>
  );
}

/** The desk: a scanner types what the phone shows. */
function Desk({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  if (!may("rights.attend")) return null;
  return (
    <AskForm
      primary
      label={t("bookings.scan")}
      lead={t("bookings.scan.lead")}
      document={CheckInByCode}
      said={t("bookings.scan.done")}
      done={done}
      toAsk={({ code }) => ({ code })}
      fields={[{ name: "code", label: "bookings.code" }]}
    />
  );
}

/** A booking's state, and what its provider is asked or has told. */
function Standing({ row }: { row: BookingsRow }) {
  const { t } = useWords();
  const told = row.asking ? t(`bookings.asking.${row.asking}`) : row.note;
  return (
    <>
      <Status of={row.state} />
      {told && (
        <Text size="xs" c="dimmed">
          {told}
        </Text>
      )}
    </>
  );
}

function BookingEntries() {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const list = useList(Bookings, (data) => data.bookings, { state: state || null }, { sort: "-startsAt" });
  const done = list.reading.again;
  return (
    <RecordList
      {...list}
      label={t("place.bookings")}
      filtered={state !== ""}
      tools={<StateFilter values={STATES} value={state} choose={setState} />}
      keyOf={(row) => row.id}
      columns={[
        { head: "bookings.when", text: (row) => `${row.day} ${row.time}`, sorts: "startsAt" },
        { head: "bookings.client", text: (row) => row.clientName },
        { head: "bookings.what", text: (row) => row.skuName },
        { head: "bookings.where", text: (row) => `${row.placeName} · ${row.resourceName}` },
        {
          head: "state",
          cell: (row) => <Standing row={row} />,
          sorts: "state",
        },
        { head: "actions", right: true, cell: (row) => <Acts row={row} done={done} /> },
      ]}
      empty={{ title: t("bookings.empty"), teach: t("bookings.empty.teach") }}
    />
  );
}

export function BookingsPage() {
  const { t } = useWords();
  const [view, setView] = useFilter("view", "bookings");
  /** What was booked or noted is read with a list begun anew. */
  const [turn, setTurn] = useState(0);
  const done = () => setTurn(turn + 1);
  return (
    <Page
      title={t("place.bookings")}
      lead={t("place.bookings.lead")}
      action={
        view !== "waiting" && (
          <>
            <BookFor done={done} />
            <Desk done={done} />
          </>
        )
      }
    >
      <SideBySide
        tabs
        values={VIEWS}
        value={view}
        choose={setView}
        label={t("place.bookings")}
        family="bookings.view"
      />
      {view === "waiting" ? <WaitingEntries /> : <BookingEntries key={turn} />}
    </Page>
  );
}
