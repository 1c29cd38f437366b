/** The waiting list: who comes next when a place is free. */
import { WaitingList } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";

const STATES = ["waiting", "offered", "accepted", "left", "lapsed"];

export function WaitingEntries() {
  const { t } = useWords();
  const clock = useClock();
  const [state, setState] = useFilter("state");
  const list = useList(
    WaitingList,
    (data) => data.waitingList,
    { state: state || null },
    { sort: "joinedAt" },
  );
  return (
    <RecordList
      {...list}
      label={t("bookings.view.waiting")}
      filtered={state !== ""}
      tools={<StateFilter values={STATES} value={state} choose={setState} />}
      keyOf={(row) => row.id}
      columns={[
        { head: "bookings.client", text: (row) => row.clientName },
        { head: "bookings.what", text: (row) => row.skuName },
        { head: "bookings.where", text: (row) => row.placeName },
        {
          head: "bookings.window",
          text: (row) => `${clock.minute(row.startsFrom)} – ${clock.minute(row.startsTo)}`,
          sorts: "startsFrom",
        },
        {
          head: "state",
          cell: (row) => <Status of={row.state} />,
        },
        {
          head: "bookings.acceptBy",
          cell: (row) => <When at={row.acceptBy} />,
        },
        {
          head: "bookings.joined",
          cell: (row) => <When at={row.joinedAt} />,
          sorts: "joinedAt",
        },
      ]}
      empty={{ title: t("bookings.waiting.empty"), teach: t("bookings.waiting.empty.teach") }}
    />
  );
}
