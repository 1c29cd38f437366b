/** What a day came to on the bench, in figures, by outcome, refusal, client and event, and where it came out otherwise then. */
import { Button, Group, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useWords } from "../../../copy";
import { csvOf, save } from "../../../parts/csv";
import { Amount, Count, FigureCard, When } from "../../../parts/figures";
import { Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { type DayFound, WRAPS } from "./found";
import { heads, linesOf, reasonIn } from "./replayFile";

type Event = DayFound["examples"][number];

interface FoundProps {
  of: DayFound;
  day: string;
  /** Reads it once more to take it home, which the platform writes down; null: it could not be read. */
  leave: () => Promise<DayFound | null>;
}

export function Found({ of, day, leave }: FoundProps) {
  const { t } = useWords();
  if (of.events === 0) return <Note>{t("replay.empty")}</Note>;
  return (
    <>
      <div className={styles.cards} style={{ marginTop: 16 }}>
        <FigureCard label={t("replay.events")} value={t("replay.of", { part: of.heard, whole: of.events })} />
        <FigureCard
          label={t("replay.plays")}
          value={t("replay.of", { part: of.decided, whole: of.attempts })}
        />
        <FigureCard label={t("replay.clients")} value={<Count of={of.clientsAll} />} />
        <FigureCard label={t("replay.cost")} value={<Amount of={of.cost} />} />
        <FigureCard label={t("replay.cap")} value={<Amount of={of.cap} />} />
      </div>
      <Group my="md">
        <Leave day={day} leave={leave} />
      </Group>
      <Bounds of={of} />
      <Outcomes of={of} />
      <Moves of={of} />
      <Refusals of={of} />
      <Names of={of} />
      <Reality of={of} />
      <Clients of={of} />
      <Examples of={of} />
    </>
  );
}

function Leave({ day, leave }: Omit<FoundProps, "of">) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    const found = await leave();
    setBusy(false);
    if (!found) {
      notifications.show({ color: "red", title: t("trouble.title"), message: t("export.failed") });
      return;
    }
    const text = csvOf(heads(t), linesOf(found, t));
    save(`${t("events.tab.replay")}-${day}.csv`, new Blob([text], { type: "text/csv;charset=utf-8" }));
  };
  return (
    <Button variant="default" size="xs" loading={busy} onClick={() => void take()}>
      {t("export")}
    </Button>
  );
}

function Heads({ of }: { of: string[] }) {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        {of.map((head) => (
          <th key={head} scope="col">
            {t(head)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** What was used up, what binds first in front. */
function Bounds({ of }: { of: DayFound }) {
  const { t } = useWords();
  const clock = useClock();
  if (of.bounds.length === 0) return <Note tone="good">{t("replay.bounds.none")}</Note>;
  return (
    <Section title={t("replay.bounds")}>
      <Table words label={t("replay.bounds")}>
        <Heads of={["replay.bounds.what", "at"]} />
        <tbody>
          {of.bounds.map((one) => (
            <tr key={`${one.kind}/${one.play}/${one.id}/${one.counted}/${one.owner}`}>
              <th scope="row" style={WRAPS}>
                {t(`simulation.bound.${one.kind}`, {
                  title: one.title || one.id,
                  counted: one.counted && t(`simulation.counted.${one.counted}`),
                  owner: t(`simulation.owner.${one.owner || "all"}`),
                })}
              </th>
              <td>{clock.minute(one.at)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Outcomes({ of }: { of: DayFound }) {
  const { t } = useWords();
  return (
    <Section title={t("replay.outcomes")}>
      <Table label={t("replay.outcomes")}>
        <Heads of={["replay.outcome", "replay.play", "replay.times", "replay.cost"]} />
        <tbody>
          {of.outcomes.map((one) => (
            <tr key={`${one.play}/${one.id}`}>
              <th scope="row" style={WRAPS}>
                {one.title || one.id}
              </th>
              <td>{one.play}</td>
              <td>
                <Count of={one.times} />
              </td>
              <td>
                <Amount of={one.cost} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

/** Rights, points, states and what comes after, each with how much. */
function Moves({ of }: { of: DayFound }) {
  const { t } = useWords();
  if (of.rights.length + of.moves.length === 0) return null;
  return (
    <Section title={t("replay.moves")}>
      <Table label={t("replay.moves")}>
        <Heads of={["replay.what", "replay.kind", "replay.times", "replay.units"]} />
        <tbody>
          {of.rights.map((one) => (
            <tr key={one.ref}>
              <th scope="row" style={WRAPS}>
                {one.title}
              </th>
              <td>{t("replay.kind.right")}</td>
              <td>
                <Count of={one.units} />
              </td>
              <td>
                <Amount of={one.cost} />
              </td>
            </tr>
          ))}
          {of.moves.map((one) => (
            <tr key={`${one.kind}/${one.name}`}>
              <th scope="row" style={WRAPS}>
                {one.name}
              </th>
              <td>{t(`replay.kind.${one.kind}`)}</td>
              <td>
                <Count of={one.times} />
              </td>
              <td>
                <Count of={one.units} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Refusals({ of }: { of: DayFound }) {
  const { t } = useWords();
  if (of.refused.length === 0) return null;
  return (
    <Section title={t("replay.refused")}>
      <Table words label={t("replay.refused")}>
        <Heads of={["replay.why", "replay.play", "replay.times"]} />
        <tbody>
          {of.refused.map((one) => (
            <tr key={`${one.play}/${one.code}`}>
              <th scope="row" style={WRAPS}>
                {one.message}
              </th>
              <td>{one.play}</td>
              <td>
                <Count of={one.times} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

/** What the day held: events by name, and those that stand apart by reason. */
function Names({ of }: { of: DayFound }) {
  const { t } = useWords();
  return (
    <Section title={t("replay.names")}>
      <Table label={t("replay.names")}>
        <Heads of={["events.event", "replay.came", "replay.heard"]} />
        <tbody>
          {of.names.map((one) => (
            <tr key={one.name}>
              <th scope="row" style={WRAPS}>
                <code>{one.name}</code>
              </th>
              <td>
                <Count of={one.events} />
              </td>
              <td>
                <Count of={one.heard} />
              </td>
            </tr>
          ))}
          {of.apart.map((one) => (
            <tr key={one.reason}>
              <th scope="row" style={WRAPS}>
                {t("replay.apart.for", { reason: reasonIn(t, one.reason) })}
              </th>
              <td>
                <Count of={one.events} />
              </td>
              <td>{t("replay.apart.taken", { taken: one.taken })}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

/** The same events as they were taken then. */
function Reality({ of }: { of: DayFound }) {
  const { t } = useWords();
  const { real } = of;
  if (!real)
    return (
      <div style={{ marginTop: 16 }}>
        <Note>{t("replay.real.none")}</Note>
      </div>
    );
  return (
    <Section title={t("replay.real")}>
      <p>{t("replay.real.says", { same: real.same, compared: real.compared })}</p>
      {real.otherVersion > 0 && <Note>{t("replay.real.other", { times: real.otherVersion })}</Note>}
      {real.differences.length > 0 && (
        <Table words label={t("replay.real")}>
          <Heads of={["replay.differs", "replay.here", "replay.really", "replay.times", "replay.examples"]} />
          <tbody>
            {real.differences.map((one) => (
              <tr key={`${one.kind}/${one.play}/${one.here}/${one.really}`}>
                <th scope="row" style={WRAPS}>
                  {t(`replay.differs.${one.kind}`)}
                  <div className={styles.muted}>{one.play}</div>
                </th>
                <td>{one.hereMessage || one.here || "–"}</td>
                <td>{one.reallyMessage || one.really || "–"}</td>
                <td>
                  <Count of={one.times} />
                </td>
                <td>
                  {one.events.map((event) => (
                    <div key={event.id}>
                      <a href={`/console/events/received/${event.id}`}>{event.toldId}</a>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

const SHOWN = 20;
const COUNTED = ["events", "plays", "refused", "prizes", "points"] as const;

/** Those who get most; looked for by number or by what the mask shows. */
function Clients({ of }: { of: DayFound }) {
  const { t } = useWords();
  const [sought, setSought] = useState("");
  if (of.clients.length === 0) return null;
  const typed = sought.trim().toLowerCase();
  const found = of.clients.filter((one) => one.name.toLowerCase().includes(typed));
  return (
    <Section title={t("replay.clients.most")}>
      <TextInput
        size="xs"
        w={260}
        mb="sm"
        aria-label={t("replay.clients.search")}
        placeholder={t("replay.clients.search")}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {found.length === 0 && <p>{t("replay.clients.unfound")}</p>}
      {found.length > 0 && (
        <Table label={t("replay.clients.most")}>
          <Heads
            of={[
              "events.client",
              "replay.came",
              "replay.given",
              "replay.turned",
              "replay.prizes",
              "replay.kind.points",
              "replay.cost",
            ]}
          />
          <tbody>
            {found.slice(0, SHOWN).map((one) => (
              <tr key={one.client}>
                <th scope="row" style={WRAPS}>
                  {one.name || "–"}
                </th>
                {COUNTED.map((name) => (
                  <td key={name}>
                    <Count of={one[name]} />
                  </td>
                ))}
                <td>
                  <Amount of={one.cost} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <p className={styles.muted}>
        {t("replay.clients.shown", { shown: Math.min(SHOWN, found.length), all: of.clientsAll })}
      </p>
    </Section>
  );
}

/** Events one by one: each is opened to what it would do. */
function Examples({ of }: { of: DayFound }) {
  const { t } = useWords();
  const [sought, setSought] = useState("");
  const typed = sought.trim().toLowerCase();
  const holds = (one: Event) =>
    [one.event?.toldId ?? "", one.event?.name ?? "", one.clientName].some((part) =>
      part.toLowerCase().includes(typed),
    );
  const found = of.examples.filter(holds);
  const titles = new Map(of.outcomes.map((one) => [`${one.play}/${one.id}`, one.title]));
  const called: Called = (one) => one.message || titles.get(`${one.play}/${one.outcome}`) || one.outcome;
  return (
    <Section title={t("replay.examples")}>
      <p className={styles.muted}>{t("replay.examples.says")}</p>
      <TextInput
        size="xs"
        w={260}
        mb="sm"
        aria-label={t("replay.examples.search")}
        placeholder={t("replay.examples.search")}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {found.map((one, at) => (
        <Example key={one.event?.id ?? `gone-${at}`} of={one} called={called} />
      ))}
    </Section>
  );
}

type Called = (attempt: Event["attempts"][number]) => string;

function Example({ of, called }: { of: Event; called: Called }) {
  const { t } = useWords();
  const { event } = of;
  const results = of.attempts.map(called).join(t("list.comma"));
  return (
    <details className={styles.sheet} style={{ padding: "8px 12px", marginBottom: 8 }}>
      <summary>
        <code>{event?.name ?? "–"}</code> {event?.toldId} · {of.clientName || "–"} ·{" "}
        {results || t("replay.nothing")}
      </summary>
      {event && (
        <p>
          <When at={event.happenedAt ?? event.receivedAt} /> ·{" "}
          <a href={`/console/events/received/${event.id}`}>{t("replay.open")}</a>
        </p>
      )}
      {of.attempts.map((one) => (
        <p key={`${one.play}/${one.outcome}`}>
          {one.play} · {called(one)}
          {one.after && ` · ${t("replay.after")}`}
          {!one.refused && one.cost.amountMinor > 0 && (
            <>
              {" · "}
              <Amount of={one.cost} />
            </>
          )}
          {one.moves.map((move) => (
            <span key={`${move.kind}/${move.name}`}>
              {" · "}
              {t(`replay.kind.${move.kind}`)} {move.name} {move.units > 0 ? `+${move.units}` : move.units}
            </span>
          ))}
        </p>
      ))}
    </details>
  );
}
