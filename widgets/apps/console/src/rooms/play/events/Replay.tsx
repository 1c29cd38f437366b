/** A day of events played once more on a bench: which day under which document is chosen, what it would do is shown. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAsk, useRead } from "../../../api/ask";
import { readForFile } from "../../../api/client";
import {
  CancelReplay,
  EventNames,
  ListeningPlays,
  ReplayDay,
  type ReplayDayAsk,
  Replay as ReplayDocument,
  ReplayLater,
  type ReplayShown,
  Replays,
  type ReplaysRow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { enumsOf } from "../../../parts/choices";
import { When } from "../../../parts/figures";
import { useFollow } from "../../../parts/follow";
import { type Field, FormField, type Value, type Values } from "../../../parts/form";
import { Act, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Progress } from "../../../parts/progress";
import { Absent, Reveal, Trouble, Waiting } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { WRAPS } from "./found";
import { Found } from "./ReplayFound";

type Chosen = ReplayDayAsk["chosen"];

const DAY_IS_LONG = "play.day_is_long";
const DAY_MS = 86_400_000;

export function ReplayOfDay({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<{ nr: number; chosen: Chosen } | null>(null);
  const [, go] = useLocation();
  return (
    <>
      <Note>{t("replay.says")}</Note>
      <Choose
        go={(chosen) => {
          setAsked({ nr: (asked?.nr ?? 0) + 1, chosen });
          if (id) go("/events/replay");
        }}
      />
      {id ? <Kept id={id} /> : asked && <AtOnce key={asked.nr} chosen={asked.chosen} />}
      <Mine key={id ?? ""} open={id} />
    </>
  );
}

const FIRST: Values = {
  version: "DRAFT",
  clock: "HAPPENED",
  play: "",
  event: "",
  apart: false,
  activity: "",
};

/** What is asked; the plays and names that can be chosen follow from what was chosen before. */
function Choose({ go }: { go: (chosen: Chosen) => void }) {
  const { t } = useWords();
  const clock = useClock();
  const [values, setValues] = useState<Values>({ ...FIRST, day: clock.today(Date.now() - DAY_MS) });
  const text = (name: string) => String(values[name] ?? "");
  const version = text("version") === "PUBLISHED" ? "published" : "draft";
  const activity = text("activity");
  const listening = useRead(ListeningPlays, { activity, version }, activity === "");
  const names = useRead(EventNames, {});
  const plays = activity ? (listening.data?.listeningPlays ?? null) : null;
  const fields: Field[] = [
    { name: "activity", label: "replay.activity", kind: "record", record: { kind: "activity" } },
    {
      name: "version",
      label: "replay.version",
      kind: "choice",
      options: enumsOf(t, "replay.version", VERSIONS),
    },
    { name: "day", label: "replay.day", kind: "day" },
    { name: "clock", label: "replay.clock", kind: "choice", options: enumsOf(t, "replay.clock", CLOCKS) },
    {
      name: "play",
      label: "replay.play",
      hint: "replay.play.hint",
      kind: "choice",
      optional: true,
      options: (plays ?? []).map((one) => ({ value: one.play, label: one.title })),
    },
    {
      name: "event",
      label: "events.event",
      hint: "replay.event.hint",
      kind: "choice",
      optional: true,
      options: (names.data?.eventNames ?? []).map((one) => ({ value: one.name, label: one.title })),
    },
    { name: "apart", label: "replay.apart", kind: "yes" },
  ];
  const put = (name: string) => (value: Value) =>
    setValues((now) => ({ ...now, [name]: value, ...(name === "activity" ? { play: "" } : {}) }));
  const nothing = activity !== "" && !listening.loading && listening.data && plays?.length === 0;
  return (
    <form
      className={styles.sheet}
      style={{ padding: 16, marginTop: 12 }}
      aria-label={t("events.tab.replay")}
      onSubmit={(event) => {
        event.preventDefault();
        go({
          activity,
          day: text("day"),
          version: text("version") as Chosen["version"],
          clock: text("clock") as Chosen["clock"],
          play: text("play"),
          event: text("event"),
          apart: values.apart === true,
        } as Chosen);
      }}
    >
      <div style={FIELDS}>
        {fields.map((field) => (
          <FormField
            key={field.name}
            first={false}
            currency=""
            wrong={null}
            field={field}
            value={values[field.name] ?? ""}
            put={put(field.name)}
          />
        ))}
      </div>
      {activity !== "" && <Absent of={listening} />}
      {activity !== "" && listening.data && plays === null && (
        <Note tone="warn">{t("replay.version.none")}</Note>
      )}
      {nothing && <Note tone="warn">{t("replay.play.none")}</Note>}
      <Group mt="md">
        <Button type="submit" disabled={!activity || !text("day") || !plays?.length}>
          {t("replay.go")}
        </Button>
      </Group>
    </form>
  );
}

const FIELDS = { display: "grid", gap: 12, gridTemplateColumns: "repeat(auto-fill, minmax(220px, 1fr))" };
const VERSIONS = ["draft", "published"];
const CLOCKS = ["happened", "came"];

/** A short day: what it would do comes with the answer. */
function AtOnce({ chosen }: { chosen: Chosen }) {
  const reading = useRead(ReplayDay, { ask: { chosen } });
  const answer = reading.data?.replayDay;
  if (reading.trouble && !answer) return <Trouble of={reading} />;
  if (!answer || reading.loading) return <Waiting />;
  if (answer.__typename === "Refusal")
    return answer.code === DAY_IS_LONG ? (
      <Long chosen={chosen} says={answer.message} />
    ) : (
      <Note tone="warn">{answer.message}</Note>
    );
  const leave = async () => {
    const again = (await readForFile(ReplayDay, { ask: { chosen } })).data?.replayDay;
    return again?.__typename === "DayReplayed" ? again : null;
  };
  return <Found of={answer} day={chosen.day} leave={leave} />;
}

function Long({ chosen, says }: { chosen: Chosen; says: string }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const may = useSigned().may("activities.simulate_activity");
  const later = useAsk(ReplayLater);
  const begin = async () => {
    const begun = await later.run({ ask: { chosen } }, t("replay.begun"));
    if (begun) go(`/events/replay/${begun.replay}`);
  };
  return (
    <Note tone="warn">
      <p>{says}</p>
      {may && (
        <Act loading={later.busy} onClick={() => void begin()}>
          {t("replay.later")}
        </Act>
      )}
    </Note>
  );
}

/** A long day, followed to its end. */
function Kept({ id }: { id: string }) {
  const reading = useRead(ReplayDocument, { id });
  const underWay = reading.data?.replay?.underWay ?? false;
  useFollow(underWay, reading.again, reading.again);
  return (
    <Reveal reading={reading} pick={(data) => data.replay}>
      {(one: ReplayShown) => <Shown of={one} again={reading.again} />}
    </Reveal>
  );
}

function Shown({ of, again }: { of: ReplayShown; again: () => void }) {
  const { t } = useWords();
  const { chosen } = of;
  const leave = async () => (await readForFile(ReplayDocument, { id: of.id })).data?.replay?.found ?? null;
  return (
    <Section title={`${chosen.activityTitle} · ${chosen.day} · ${t(`replay.version.${chosen.version}`)}`}>
      {of.why && <Note tone="warn">{of.why}</Note>}
      {!of.underWay && !of.found && !of.why && <Note>{t("replay.cancelled")}</Note>}
      {of.underWay && <UnderWay of={of} again={again} />}
      {of.found && <Found of={of.found} day={chosen.day} leave={leave} />}
    </Section>
  );
}

function UnderWay({ of, again }: { of: ReplayShown; again: () => void }) {
  const { t } = useWords();
  const cancel = useAsk(CancelReplay);
  const stop = async () => {
    await cancel.run({ ask: { replay: of.id } }, t("replay.cancelled"));
    again();
  };
  return (
    <Progress
      done={of.done}
      total={of.total}
      says={t(of.done === 0 ? "replay.waiting" : "replay.done", { done: of.done, total: of.total })}
    >
      <Button variant="default" size="xs" loading={cancel.busy} onClick={() => void stop()}>
        {t("replay.cancel")}
      </Button>
    </Progress>
  );
}

/** One's own long days, the newest first; none: nothing is said. */
function Mine({ open }: { open: string | undefined }) {
  const { t } = useWords();
  const reading = useRead(Replays, {});
  const rows = reading.data?.replays ?? [];
  useFollow(
    rows.some((row: ReplaysRow) => row.underWay),
    reading.again,
    reading.again,
  );
  if (rows.length === 0) return <Absent of={reading} />;
  return (
    <Section title={t("replay.mine")}>
      <Table label={t("replay.mine")} words>
        <tbody>
          {rows.map((row: ReplaysRow) => (
            <tr key={row.id} aria-current={row.id === open ? "true" : undefined}>
              <th scope="row" style={WRAPS}>
                <a href={`/console/events/replay/${row.id}`}>
                  {row.chosen.activityTitle} · {row.chosen.day}
                </a>
              </th>
              <td>{t(`replay.version.${row.chosen.version}`)}</td>
              <td>
                <Status of={row.state} label={t(`replay.state.${row.state}`)} />
              </td>
              <td>
                <When at={row.askedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
