/** The rankings of an activity: each cycle, what became of its places, and what those that wait are waiting for. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import {
  RankingCycles,
  type RankingCyclesRow,
  Rankings as RankingsRead,
  type RankingsRow,
} from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count, When } from "../../../parts/figures";
import { Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent, Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";

const CYCLES_PAGE = 10;
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

/** Ten cycles at a time: those with places that are not given, then the newest; each leads to its places. */
function Cycles({ activity, play, total }: { activity: string; play: string; total: number }) {
  const { t } = useWords();
  const [after, setAfter] = useState(0);
  const reading = useRead(RankingCycles, { activity, play, after });
  const here = `/activities/${activity}/rankings/${play}`;
  return (
    <Reveal reading={reading} pick={(data) => data.rankingCycles}>
      {(rows: RankingCyclesRow[]) => {
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
                    <Cycle key={row.cycle} of={row} to={`${here}/${row.cycle}`} />
                  ))}
                </tbody>
              </Table>
              <Turning
                back={after > 0 ? () => setAfter(after - CYCLES_PAGE) : undefined}
                more={after + CYCLES_PAGE < total ? () => setAfter(after + CYCLES_PAGE) : undefined}
              />
            </div>
            <Advice rows={rows} />
          </>
        );
      }}
    </Reveal>
  );
}

function Cycle({ of: row, to }: { of: RankingCyclesRow; to: string }) {
  const { t } = useWords();
  const { may } = useSigned();
  const reasons = (names: Array<"toGive" | "giftsGone" | "pointsClosed" | "blocked" | "limit">) =>
    names
      .filter((name) => row[name] > 0)
      .map((name) => t(`ranking.${name}`, { count: row[name] }))
      .join(" · ") || "–";
  return (
    <tr>
      <td>
        {may("play.see_participations") ? (
          <Link href={to}>{cycleIn(row.cycle, t)}</Link>
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

export const cycleIn = (cycle: string, t: (key: string) => string): string =>
  cycle === "activity" ? t("ranking.whole") : cycle;

/** What staff does so that places which wait are given. */
function Advice({ rows }: { rows: RankingCyclesRow[] }) {
  const { t } = useWords();
  const gifts = rows.some((row) => row.giftsGone > 0);
  const points = rows.some((row) => row.pointsClosed > 0);
  return (
    <>
      {gifts && (
        <Note tone="warn">
          {t("ranking.help.gifts")} <Link href="/rights/batches">{t("ranking.help.batches")}</Link>
          {" · "}
          <Link href="/rights/budgets">{t("ranking.help.budgets")}</Link>
          {" · "}
          <Link href="/rights/compensations">{t("ranking.help.compensate")}</Link>
        </Note>
      )}
      {points && (
        <Note tone="warn">
          {t("ranking.help.points")} <Link href="/rights/points/kinds">{t("ranking.help.kinds")}</Link>
        </Note>
      )}
    </>
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
          {t("ranking.turn.back")}
        </Button>
      )}
      {more && (
        <Button size="compact-sm" variant="default" onClick={more}>
          {t("ranking.turn.more")}
        </Button>
      )}
    </Group>
  );
}
