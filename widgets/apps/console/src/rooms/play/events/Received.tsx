/** What came: today by name and source, then one by one; what stands apart is let count, or put aside. */
import { Group, Select } from "@mantine/core";
import { useRead } from "../../../api/ask";
import {
  DismissEvents,
  EventsToday,
  type EventsTodayRow,
  InboundEvent,
  type InboundEventShown,
  InboundEvents,
  ReleaseEvents,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { AskConfirm } from "../../../parts/askConfirm";
import { choicesOf } from "../../../parts/choices";
import { Count, When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { FactList, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { useList } from "../../../parts/useList";

const STATES = ["quarantined", "accepted", "played", "dismissed"];
const REASONS = [
  "client_unknown",
  "undeclared_name",
  "undeclared_prop",
  "prop_missing",
  "prop_misshapen",
  "late",
  "ahead",
  "not_a_time",
  "client_misshapen",
  "not_of_source",
  "retired_name",
  "told_again",
];

export function Received({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const [reason, setReason] = useFilter("reason");
  const list = useList(
    InboundEvents,
    (data) => data.inboundEvents,
    { chosen: { state, reason } },
    { sort: "-receivedAt" },
  );
  const rows = list.pages?.edges.map((edge) => edge.node) ?? [];
  const free = rows.filter((row) => row.actions.includes("release")).map((row) => row.id);
  return (
    <>
      <Today />
      <RecordList
        {...list}
        label={t("events.tab.received")}
        filtered={state !== "" || reason !== ""}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/events/received/${row.id}`}
        placeholder={t("events.search")}
        tools={
          <>
            <StateFilter family="events.state" values={STATES} value={state} choose={setState} />
            <Select
              aria-label={t("events.reason")}
              placeholder={t("events.reason.any")}
              clearable
              size="xs"
              w={200}
              value={reason || null}
              onChange={setReason}
              data={choicesOf(t, "events.reason", REASONS)}
            />
            {free.length > 0 && (
              <AskConfirm
                size="compact-sm"
                label={t("events.release.page", { count: free.length })}
                says={t("events.release.says")}
                reason="required"
                document={ReleaseEvents}
                ask={{ events: free }}
                said={(answer) => t("events.released", settledIn(answer))}
                done={list.reading.again}
              />
            )}
          </>
        }
        columns={[
          {
            head: "events.event",
            words: true,
            cell: (row) => (
              <>
                <code>{row.name}</code>
                <div className={styles.muted}>{row.toldId}</div>
              </>
            ),
            sorts: "name",
          },
          { head: "events.source", cell: (row) => row.sourceName },
          { head: "events.client", cell: (row) => row.clientName || row.hint || "–" },
          {
            head: "events.happened",
            cell: (row) => (row.happenedAt ? <When at={row.happenedAt} /> : "–"),
            sorts: "happenedAt",
          },
          { head: "events.came", cell: (row) => <When at={row.receivedAt} />, sorts: "receivedAt" },
          {
            head: "state",
            words: true,
            cell: (row) => (
              <>
                <Status of={row.state} label={t(`events.state.${row.state}`)} />
                {row.actions.length > 0 && <div className={styles.muted}>{row.message}</div>}
              </>
            ),
          },
        ]}
        empty={{ title: t("events.empty"), teach: t("events.empty.teach") }}
      />
      {id && <EventSide id={id} changed={list.reading.again} />}
    </>
  );
}

const settledIn = (answer: { settled: number; staying: number }) => ({
  settled: answer.settled,
  staying: answer.staying,
});

function Today() {
  const { t } = useWords();
  const reading = useRead(EventsToday, {});
  const rows = reading.data?.eventsToday ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t("events.today")}>
      <div className={styles.sheet}>
        <Table label={t("events.today")}>
          <thead>
            <tr>
              {["events.event", "events.source", "events.counted", "events.apart", "events.aside"].map(
                (head) => (
                  <th key={head}>{t(head)}</th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row: EventsTodayRow) => (
              <tr key={`${row.name} ${row.source}`}>
                <td>
                  <code>{row.name}</code>
                </td>
                <td>{row.sourceName}</td>
                <td>
                  <Count of={row.counted} />
                </td>
                <td>
                  <Count of={row.apart} />
                </td>
                <td>
                  <Count of={row.dismissed} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

function EventSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(InboundEvent, { id });
  const done = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.inboundEvent?.name ?? t("events.event")} back="/events/received">
      <Reveal reading={reading} pick={(data) => data.inboundEvent}>
        {(found: InboundEventShown) => <Shown of={found} done={done} />}
      </Reveal>
    </Side>
  );
}

function Shown({ of, done }: { of: InboundEventShown; done: () => void }) {
  const { t } = useWords();
  const props = Object.entries((of.props ?? {}) as Record<string, unknown>);
  return (
    <>
      {of.message && <Note tone={of.settledAt ? "info" : "warn"}>{of.message}</Note>}
      <FactList
        facts={[
          ["state", <Status key="state" of={of.state} label={t(`events.state.${of.state}`)} />],
          ["events.source", `${of.sourceName} · ${t(`events.via.${of.via}`)}`],
          ["events.told", <code key="told">{of.toldId}</code>],
          ["events.client", of.clientName || of.hint || "–"],
          ["events.happened", of.happenedAt ? <When key="at" at={of.happenedAt} /> : "–"],
          ["events.came", <When key="came" at={of.receivedAt} />],
          [
            "events.props",
            props.map(([name, value]) => `${name} = ${String(value)}`).join(t("list.comma")) || "–",
          ],
        ]}
      />
      {of.settledAt && (
        <p>
          {of.settledBy} <When at={of.settledAt} /> · {of.settledWhy}
        </p>
      )}
      <Group gap="xs" my="md">
        {of.actions.includes("release") && (
          <AskConfirm
            label={t("events.release")}
            says={t("events.release.says")}
            reason="required"
            document={ReleaseEvents}
            ask={{ events: [of.id] }}
            said={(answer) => t("events.released", settledIn(answer))}
            done={done}
          />
        )}
        {of.actions.includes("dismiss") && (
          <AskConfirm
            danger
            label={t("events.dismiss")}
            says={t("events.dismiss.says")}
            reason="required"
            document={DismissEvents}
            ask={{ events: [of.id] }}
            said={t("events.dismissed")}
            done={done}
          />
        )}
      </Group>
      {of.client && (
        <Section title={t("events.started")}>
          {of.started.length === 0 && <p>{t("events.started.none")}</p>}
          {of.started.map((one) => (
            <p key={`${one.activity} ${one.play}`}>
              <a href={`/console/activities/${one.activity}`}>{one.activityTitle || one.activity}</a> ·{" "}
              {one.play} · {one.message || one.outcome} · <When at={one.at} />
            </p>
          ))}
        </Section>
      )}
    </>
  );
}
