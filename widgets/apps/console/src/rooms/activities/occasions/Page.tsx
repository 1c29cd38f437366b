/** What time makes in an activity: what the clock played day by day, why it refused, and what comes next. */
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import {
  Activity,
  type ActivityShown,
  AskAgain,
  Occasions,
  type OccasionsRow,
  TimedPlays,
  type TimedPlaysRow,
} from "../../../api/documents_gen";
import { grouped, knows, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal, RevealPage } from "../../../parts/states";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";

export function OccasionsPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Activity, { id });
  return (
    <RevealPage
      crumb={t("place.activities")}
      up="/activities"
      reading={reading}
      pick={(data) => data.activity}
    >
      {(activity: ActivityShown) => <Shown activity={activity} />}
    </RevealPage>
  );
}

function Shown({ activity }: { activity: ActivityShown }) {
  const { t } = useWords();
  return (
    <Page
      crumb={activity.title}
      up={`/activities/${activity.id}`}
      title={t("occasions.title")}
      lead={t("occasions.lead")}
    >
      <Section title={t("occasions.ahead")}>
        <Ahead activity={activity.id} />
      </Section>
      <Section title={t("occasions.past")}>
        <Past activity={activity} />
      </Section>
    </Page>
  );
}

function Ahead({ activity }: { activity: string }) {
  const { t } = useWords();
  const reading = useRead(TimedPlays, { activity });
  return (
    <Reveal reading={reading} pick={(data) => data.timedPlays}>
      {(rows: TimedPlaysRow[]) =>
        rows.length === 0 ? (
          <p className={styles.muted}>{t("occasions.none")}</p>
        ) : (
          <>
            {rows.some((one) => one.waits) && <Note tone="warn">{t("occasions.ahead.wait")}</Note>}
            {rows.map((one) => (
              <Coming key={one.play} of={one} />
            ))}
          </>
        )
      }
    </Reveal>
  );
}

function Coming({ of: play }: { of: TimedPlaysRow }) {
  const { t } = useWords();
  return (
    <div className={styles.card} style={{ marginBottom: 12 }}>
      <strong>{play.title}</strong>
      <p className={styles.muted} style={{ margin: "4px 0" }}>
        {t(play.byClock ? "occasions.ahead.byClock" : "occasions.ahead.byClient")}
      </p>
      {play.moments.length === 0 ? (
        <span>{t("occasions.ahead.none")}</span>
      ) : (
        <ol style={{ margin: 0, paddingLeft: 20 }}>
          {play.moments.map((one) => (
            <li key={one.at}>
              <When at={one.at} />
              {one.closesAt && (
                <>
                  {" "}
                  {t("occasions.until")} <When at={one.closesAt} />
                </>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Past({ activity }: { activity: ActivityShown }) {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const list = useList(Occasions, (data) => data.occasions, { activity: activity.id }, { sort: "-dueAt" });
  const reasons = (row: OccasionsRow): string =>
    row.refused
      .map(({ code, clients }) => {
        const told = knows(`refused.${code}`) ? t(`refused.${code}`) : code;
        return `${told} ${grouped(clients)}`;
      })
      .join(" · ");
  return (
    <RecordList
      {...list}
      label={t("occasions.past")}
      placeholder={t("occasions.search")}
      keyOf={(row: OccasionsRow) => row.id}
      file={{ name: `${t("occasions.title")}-${activity.slug}` }}
      columns={[
        {
          head: "occasions.day",
          cell: (row) => <When at={row.dueAt} />,
          text: (row) => clock.exact(row.dueAt),
          sorts: "dueAt",
        },
        { head: "occasions.play", text: (row) => row.playTitle },
        { head: "occasions.tried", cell: (row) => grouped(row.tried), text: (row) => row.tried, right: true },
        {
          head: "occasions.played",
          cell: (row) =>
            may("play.see_participations") ? (
              <Link href={`/activities/${activity.id}/participations?play=${row.play}`}>
                {grouped(row.played)}
              </Link>
            ) : (
              grouped(row.played)
            ),
          text: (row) => row.played,
          right: true,
        },
        { head: "occasions.refused", text: reasons, words: true },
        {
          head: "occasions.failed",
          cell: (row) => <Failed of={row} again={list.reading.again} />,
          text: (row) => row.failed,
          right: true,
        },
        {
          head: "occasions.done",
          cell: (row) => (row.doneAt ? <When at={row.doneAt} /> : t("occasions.going")),
          text: (row) => (row.doneAt ? clock.exact(row.doneAt) : ""),
          right: true,
        },
      ]}
      empty={{ title: t("occasions.empty"), teach: t("occasions.empty.teach") }}
    />
  );
}

/** For how many the platform failed, and the button that has them asked again. */
function Failed({ of: row, again }: { of: OccasionsRow; again: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  return (
    <>
      {grouped(row.failed)}
      {row.askedAgain > 0 && (
        <div className={styles.muted}>{t("occasions.again.going", { n: row.askedAgain })}</div>
      )}
      {row.askable > 0 && may("play.ask_again") && (
        <div>
          <AskConfirm
            size="compact-xs"
            label={t("occasions.again")}
            says={t("occasions.again.says", { n: row.askable })}
            document={AskAgain}
            ask={{ occasion: row.id }}
            said={({ clients }) => t("occasions.again.said", { n: clients })}
            done={again}
          />
        </div>
      )}
    </>
  );
}
