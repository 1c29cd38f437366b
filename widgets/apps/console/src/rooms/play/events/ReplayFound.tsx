/** What a day came to on the bench, in figures, by outcome, refusal, client and event, and where it came out otherwise then. */
import { Button, Group, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type ReactNode, useState } from "react";
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

interface LinesProps {
  /** Names the table, and heads its section. */
  label: string;
  heads: readonly string[];
  lines: readonly { key: string; head: ReactNode; cells: readonly ReactNode[] }[];
  words?: boolean;
}

/** A table whose first column names what the others tell of. */
function Lines({ label, heads: named, lines, words = false }: LinesProps) {
  const { t } = useWords();
  return (
    <Table words={words} label={t(label)}>
      <thead>
        <tr>
          {named.map((head) => (
            <th key={head} scope="col">
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, head, cells }) => (
          <tr key={key}>
            <th scope="row" style={WRAPS}>
              {head}
            </th>
            {cells.map((cell, at) => (
              <td key={named[at + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Part(of: LinesProps) {
  const { t } = useWords();
  return (
    <Section title={t(of.label)}>
      <Lines {...of} />
    </Section>
  );
}

const count = (units: number) => <Count of={units} />;
const amount = (money: DayFound["cost"]) => <Amount of={money} />;

/** What was used up, what binds first in front. */
function Bounds({ of }: { of: DayFound }) {
  const { t } = useWords();
  const clock = useClock();
  if (of.bounds.length === 0) return <Note tone="good">{t("replay.bounds.none")}</Note>;
  const lines = of.bounds.map((one) => ({
    key: `${one.kind}/${one.play}/${one.id}/${one.counted}/${one.owner}`,
    head: t(`simulation.bound.${one.kind}`, {
      title: one.title || one.id,
      counted: one.counted && t(`simulation.counted.${one.counted}`),
      owner: t(`simulation.owner.${one.owner || "all"}`),
    }),
    cells: [clock.minute(one.at)],
  }));
  return <Part words label="replay.bounds" heads={["replay.bounds.what", "at"]} lines={lines} />;
}

function Outcomes({ of }: { of: DayFound }) {
  const lines = of.outcomes.map((one) => ({
    key: `${one.play}/${one.id}`,
    head: one.title || one.id,
    cells: [one.play, count(one.times), amount(one.cost)],
  }));
  const named = ["replay.outcome", "replay.play", "replay.times", "replay.cost"];
  return <Part label="replay.outcomes" heads={named} lines={lines} />;
}

/** Rights, points, states and what comes after, each with how much. */
function Moves({ of }: { of: DayFound }) {
  const { t } = useWords();
  const rights = of.rights.map((one) => ({
    key: one.ref,
    head: one.title,
    cells: [t("replay.kind.right"), count(one.units), amount(one.cost)],
  }));
  const moves = of.moves.map((one) => ({
    key: `${one.kind}/${one.name}`,
    head: one.name,
    cells: [t(`replay.kind.${one.kind}`), count(one.times), count(one.units)],
  }));
  const lines = [...rights, ...moves];
  const named = ["replay.what", "replay.kind", "replay.times", "replay.units"];
  return lines.length > 0 && <Part label="replay.moves" heads={named} lines={lines} />;
}

function Refusals({ of }: { of: DayFound }) {
  const lines = of.refused.map((one) => ({
    key: `${one.play}/${one.code}`,
    head: one.message,
    cells: [one.play, count(one.times)],
  }));
  const named = ["replay.why", "replay.play", "replay.times"];
  return lines.length > 0 && <Part words label="replay.refused" heads={named} lines={lines} />;
}

/** What the day held: events by name, and those that stand apart by reason. */
function Names({ of }: { of: DayFound }) {
  const { t } = useWords();
  const named = of.names.map((one) => ({
    key: one.name,
    head: <code>{one.name}</code>,
    cells: [count(one.events), count(one.heard)],
  }));
  const apart = of.apart.map((one) => ({
    key: one.reason,
    head: t("replay.apart.for", { reason: reasonIn(t, one.reason) }),
    cells: [count(one.events), t("replay.apart.taken", { taken: one.taken })],
  }));
  const told = ["events.event", "replay.came", "replay.heard"];
  return <Part label="replay.names" heads={told} lines={[...named, ...apart]} />;
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
        <Lines
          words
          label="replay.real"
          heads={["replay.differs", "replay.here", "replay.really", "replay.times", "replay.examples"]}
          lines={real.differences.map((one) => ({
            key: `${one.kind}/${one.play}/${one.here}/${one.really}`,
            head: (
              <>
                {t(`replay.differs.${one.kind}`)}
                <div className={styles.muted}>{one.play}</div>
              </>
            ),
            cells: [
              one.hereMessage || one.here || "–",
              one.reallyMessage || one.really || "–",
              count(one.times),
              one.events.map((event) => (
                <div key={event.id}>
                  <a href={`/console/events/received/${event.id}`}>{event.toldId}</a>
                </div>
              )),
            ],
          }))}
        />
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
        <Lines
          label="replay.clients.most"
          heads={[
            "events.client",
            "replay.came",
            "replay.given",
            "replay.turned",
            "replay.prizes",
            "replay.kind.points",
            "replay.cost",
          ]}
          lines={found.slice(0, SHOWN).map((one) => ({
            key: one.client,
            head: one.name || "–",
            cells: [...COUNTED.map((name) => count(one[name])), amount(one.cost)],
          }))}
        />
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
