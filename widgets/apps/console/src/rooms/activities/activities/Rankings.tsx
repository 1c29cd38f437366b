/** The rankings of an activity: each cycle, what became of its places, and what those that wait are waiting for. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import {
  RankingCycles,
  type RankingCyclesRow,
  RankingPlaces,
  type RankingPlacesRow,
  Rankings as RankingsRead,
  type RankingsRow,
} from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { Count, When } from "../../../parts/figures";
import { Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent, Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";

const CYCLES_PAGE = 10;
const PLACES_PAGE = 20;
const HEADS = ["cycle", "stage", "closes", "standing", "given", "waits", "passed"] as const;

export function Rankings({ activity }: { activity: string }) {
  const reading = useRead(RankingsRead, { activity });
  return (
    <>
      <Absent of={reading} />
      {(reading.data?.rankings ?? []).map((one) => (
        <Ranking key={one.play} activity={activity} of={one} />
      ))}
    </>
  );
}

function Ranking({ activity, of: ranking }: { activity: string; of: RankingsRow }) {
  const { t } = useWords();
  return (
    <Section title={t("ranking.title", { title: ranking.title })}>
      <p className={styles.muted}>{t(`ranking.every.${ranking.cycle}`)}</p>
      {ranking.giving > 0 && <Note tone="warn">{t("ranking.giving", { count: ranking.giving })}</Note>}
      {ranking.cycles === 0 ? (
        <Note>{t("ranking.nobody")}</Note>
      ) : (
        <Cycles activity={activity} play={ranking.play} total={ranking.cycles} />
      )}
    </Section>
  );
}

/** Ten cycles at a time: those with places that are not given, then the newest; one of them may be open below. */
function Cycles({ activity, play, total }: { activity: string; play: string; total: number }) {
  const { t } = useWords();
  const [after, setAfter] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const reading = useRead(RankingCycles, { activity, play, after });
  return (
    <Reveal reading={reading} pick={(data) => data.rankingCycles}>
      {(rows: RankingCyclesRow[]) => {
        const open = rows.find((row) => row.cycle === chosen);
        return (
          <>
            <div className={styles.sheet}>
              <Table label={t("ranking.cycles")}>
                <thead>
                  <tr>
                    {HEADS.map((name) => (
                      <th key={name}>{t(`ranking.${name}`)}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <Cycle
                      key={row.cycle}
                      of={row}
                      open={row.cycle === chosen}
                      choose={() => setChosen(row.cycle === chosen ? null : row.cycle)}
                    />
                  ))}
                </tbody>
              </Table>
              <Turning
                back={after > 0 ? () => setAfter(after - CYCLES_PAGE) : undefined}
                more={after + CYCLES_PAGE < total ? () => setAfter(after + CYCLES_PAGE) : undefined}
              />
            </div>
            <ToDo rows={rows} />
            {open && <Places key={open.cycle} activity={activity} play={play} of={open} />}
          </>
        );
      }}
    </Reveal>
  );
}

function Cycle({ of: row, open, choose }: { of: RankingCyclesRow; open: boolean; choose: () => void }) {
  const { t } = useWords();
  const reasons = (names: Array<"toGive" | "giftsGone" | "pointsClosed" | "blocked" | "limit">) =>
    names
      .filter((name) => row[name] > 0)
      .map((name) => t(`ranking.${name}`, { count: row[name] }))
      .join(" · ") || "–";
  return (
    <tr>
      <td>
        {row.closedAt ? (
          <Button size="compact-sm" variant="default" aria-expanded={open} onClick={choose}>
            {cycleIn(row.cycle, t)}
          </Button>
        ) : (
          cycleIn(row.cycle, t)
        )}
      </td>
      <td>{t(`ranking.stage.${row.stage}`)}</td>
      <td>
        <When at={row.closedAt ?? row.closesAt} />
      </td>
      <td>{row.beyond ? `> ${grouped(row.standing)}` : <Count of={row.standing} />}</td>
      <td>
        <Count of={row.given} />
      </td>
      <td>{reasons(["toGive", "giftsGone", "pointsClosed"])}</td>
      <td>{reasons(["blocked", "limit"])}</td>
    </tr>
  );
}

const cycleIn = (cycle: string, t: (key: string) => string): string =>
  cycle === "activity" ? t("ranking.whole") : cycle;

/** What staff does so that places which wait are given. */
function ToDo({ rows }: { rows: RankingCyclesRow[] }) {
  const { t } = useWords();
  const gifts = rows.some((row) => row.giftsGone > 0);
  const points = rows.some((row) => row.pointsClosed > 0);
  return (
    <>
      {gifts && (
        <Note tone="warn">
          {t("ranking.do.gifts")} <Link href="/rights/batches">{t("ranking.do.batches")}</Link>
          {" · "}
          <Link href="/rights/budgets">{t("ranking.do.budgets")}</Link>
        </Note>
      )}
      {points && (
        <Note tone="warn">
          {t("ranking.do.points")} <Link href="/rights/points/kinds">{t("ranking.do.kinds")}</Link>
        </Note>
      )}
    </>
  );
}

interface PlacesProps {
  activity: string;
  play: string;
  of: RankingCyclesRow;
}

/** Who stands where in a settled order, twenty at a time; where asked, only the places that were not given. */
function Places({ activity, play, of: cycle }: PlacesProps) {
  const { t } = useWords();
  const [from, setFrom] = useState<number[]>([0]);
  const [notGiven, setNotGiven] = useState(false);
  const held = cycle.toGive + cycle.giftsGone + cycle.pointsClosed + cycle.blocked + cycle.limit;
  const asked = { activity, play, cycle: cycle.cycle, after: from.at(-1) ?? 0, notGiven };
  const reading = useRead(RankingPlaces, asked);
  const label = t("ranking.places", { cycle: cycleIn(cycle.cycle, t) });
  return (
    <div className={styles.sheet}>
      {(held > 0 || notGiven) && (
        <Button
          size="compact-sm"
          variant="default"
          m="xs"
          aria-pressed={notGiven}
          onClick={() => {
            setNotGiven(!notGiven);
            setFrom([0]);
          }}
        >
          {t(notGiven ? "ranking.places.all" : "ranking.places.notGiven", { count: held })}
        </Button>
      )}
      <Reveal reading={reading} pick={(data) => data.rankingPlaces}>
        {(rows: RankingPlacesRow[]) => (
          <>
            {rows.length === 0 ? (
              <p className={styles.muted}>{t("ranking.places.none")}</p>
            ) : (
              <PlacesTable label={label} rows={rows} />
            )}
            <Turning
              back={from.length > 1 ? () => setFrom(from.slice(0, -1)) : undefined}
              more={rows.length === PLACES_PAGE ? () => setFrom([...from, rows.at(-1)?.nr ?? 0]) : undefined}
            />
          </>
        )}
      </Reveal>
    </div>
  );
}

function PlacesTable({ label, rows }: { label: string; rows: RankingPlacesRow[] }) {
  const { t } = useWords();
  return (
    <Table label={label}>
      <thead>
        <tr>
          {["place", "client", "score", "outcome", "state", "at"].map((name) => (
            <th key={name}>{t(`ranking.place.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.nr}>
            <td>{grouped(row.place)}</td>
            <td>{row.clientName}</td>
            <td>{grouped(row.score)}</td>
            <td>{row.outcome || "–"}</td>
            <td>{t(`ranking.became.${row.state}`)}</td>
            <td>
              <When at={row.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface TurningProps {
  back: (() => void) | undefined;
  more: (() => void) | undefined;
}

function Turning({ back, more }: TurningProps) {
  const { t } = useWords();
  if (!back && !more) return null;
  return (
    <Group gap="xs" mt="xs">
      {back && (
        <Button size="compact-sm" variant="default" onClick={back}>
          {t("timedDraw.places.back")}
        </Button>
      )}
      {more && (
        <Button size="compact-sm" variant="default" onClick={more}>
          {t("timedDraw.places.more")}
        </Button>
      )}
    </Group>
  );
}
