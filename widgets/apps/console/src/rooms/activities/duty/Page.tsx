/** On duty: an activity while it runs, counted anew every few seconds, with what can be done to it. */
import { Button } from "@mantine/core";
import { useEffect } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { Activity, type ActivityShown, DutyWatch, type DutyWatchShown } from "../../../api/documents_gen";
import { grouped, knows, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Chart } from "../../../parts/chart";
import { Count, FigureCard } from "../../../parts/figures";
import { Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Empty, RevealPage, Trouble, Waiting } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { Steering } from "../activities/Steering";
import { Burning } from "./Burning";
import { Drawings } from "./Drawings";

const EVERY_MS = 3_000;

export function DutyPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Activity, { id });
  return (
    <RevealPage
      crumb={t("place.activities")}
      up="/activities"
      reading={reading}
      pick={(data) => data.activity}
    >
      {(activity: ActivityShown) => <Shown activity={activity} again={reading.again} />}
    </RevealPage>
  );
}

function Shown({ activity, again }: { activity: ActivityShown; again: () => void }) {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const reading = useRead(DutyWatch, { activity: activity.id });
  const read = reading.again;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && read(), EVERY_MS);
    return () => clearInterval(timer);
  }, [read]);
  const seen = reading.data?.dutyWatch;
  const moved = () => {
    again();
    read();
  };
  return (
    <Page
      crumb={activity.title}
      up={`/activities/${activity.id}`}
      title={t("duty.title")}
      action={
        may("play.see_participations") && (
          <Link href={`/activities/${activity.id}/participations`} asChild>
            <Button component="a" variant="default">
              {t("participations.open")}
            </Button>
          </Link>
        )
      }
    >
      <div style={{ display: "flex", gap: 16, alignItems: "center", flexWrap: "wrap" }}>
        <Status of={seen?.state ?? activity.state} />
        <span className={styles.muted}>{clock.days(activity.startsAt, activity.endsAt)}</span>
        {seen && !reading.trouble && (
          <span className={styles.muted}>{t("duty.at", { at: clock.exact(seen.at) })}</span>
        )}
      </div>
      {seen && reading.trouble && <Note tone="bad">{t("duty.old", { at: clock.exact(seen.at) })}</Note>}
      <Steering activity={activity} again={moved} />
      {seen ? (
        <Figures seen={seen} />
      ) : reading.trouble ? (
        <Trouble of={reading} />
      ) : reading.data ? (
        <Empty title={t("duty.not")} teach={t("duty.not.teach")} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

function Figures({ seen }: { seen: DutyWatchShown }) {
  const { t } = useWords();
  const { goal } = seen;
  const quiet = seen.draws === 0 && seen.refused === 0;
  return (
    <>
      <Alarms seen={seen} />
      <div className={`${styles.cards} ${styles.figures}`} style={{ marginTop: 16 }}>
        <FigureCard label={t("figures.clients")} value={<Count of={seen.clients} />} />
        <FigureCard label={t("duty.draws")} value={<Count of={seen.draws} />} />
        <FigureCard label={t("duty.lately")} value={<Count of={seen.drawsLately} />} />
        <FigureCard label={t("figures.wins")} value={<Count of={seen.wins} />} />
        <FigureCard label={t("figures.fallbacks")} value={<Count of={seen.fallbacks} />} />
        <FigureCard label={t("duty.refused")} value={<Count of={seen.refused} />} />
        <FigureCard
          label={t("duty.goal", { metric: t(`metric.${goal.metric}`) })}
          value={
            goal.reached == null ? (
              <span className={styles.muted} style={{ fontSize: 14 }}>
                {t("duty.goal.unknown", { target: goal.target })}
              </span>
            ) : (
              t("duty.goal.of", { reached: goal.reached, target: goal.target })
            )
          }
        />
      </div>
      {quiet ? (
        <Empty title={t("duty.empty")} teach={t("duty.empty.teach")} />
      ) : (
        <>
          <Hours seen={seen} />
          <Drawings drawings={seen.drawings} />
        </>
      )}
      <Burning seen={seen} />
      {!quiet && <Reasons seen={seen} />}
    </>
  );
}

/** Said before everything else: what somebody must look at. */
function Alarms({ seen }: { seen: DutyWatchShown }) {
  const { t } = useWords();
  const off = seen.drawings.filter((one) => one.verdict === "off");
  if (off.length === 0) return null;
  return (
    <Note tone="bad">
      <strong>{t("duty.odds.alarm")}</strong>{" "}
      {t("duty.odds.alarm.says", { play: off.map((one) => one.title).join(t("list.comma")) })}
    </Note>
  );
}

function Hours({ seen }: { seen: DutyWatchShown }) {
  const { t } = useWords();
  return (
    <Section title={t("duty.hours")}>
      <Chart
        label={t("duty.hours")}
        unit="duty.hour"
        days={seen.hours.map((one) => one.hour)}
        text={grouped}
        series={[
          { head: "figures.wins", kind: "area", tone: "good", values: seen.hours.map((one) => one.wins) },
          {
            head: "duty.others",
            kind: "area",
            tone: "muted",
            values: seen.hours.map((one) => one.draws - one.wins),
          },
          { head: "duty.refused", kind: "line", tone: "warn", values: seen.hours.map((one) => one.refused) },
        ]}
      />
    </Section>
  );
}

function Reasons({ seen }: { seen: DutyWatchShown }) {
  const { t } = useWords();
  return (
    <Section title={t("duty.reasons")}>
      {seen.reasons.length === 0 ? (
        <p className={styles.muted}>{t("duty.reasons.none")}</p>
      ) : (
        <div className={styles.sheet}>
          <Table label={t("duty.reasons")}>
            <thead>
              <tr>
                <th scope="col">{t("duty.reason")}</th>
                <th scope="col" className={styles.right}>
                  {t("duty.lately")}
                </th>
                <th scope="col" className={styles.right}>
                  {t("duty.reason.all")}
                </th>
              </tr>
            </thead>
            <tbody>
              {seen.reasons.map((one) => (
                <tr key={one.code}>
                  <td>{knows(`refused.${one.code}`) ? t(`refused.${one.code}`) : <code>{one.code}</code>}</td>
                  <td className={styles.right}>
                    <Count of={one.lately} />
                  </td>
                  <td className={styles.right}>
                    <Count of={one.attempts} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Section>
  );
}
