/** One activity: what state it is in, its picture, its revisions, and what can be done to it now. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { outcomesOf } from "@largesse/kernel";
import { Alert, Button } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { Activity, type ActivityShown, PlayFigures } from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Amount, Count, minor, percent, When } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { FactList, Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { RevealPage } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { Rankings } from "../rankings/Rankings";
import { partInWords } from "../revisions/inWords";
import { PagePicture } from "../revisions/PagePicture";
import { SimulationPanel } from "../simulations/Panel";
import { Steering } from "./Steering";
import { TimedDraws } from "./TimedDraws";

export function ActivityPage({ id }: { id: string }) {
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
  const document = activity.publishedDocument ?? activity.document;
  const editable = activity.actions.includes("save");
  return (
    <Page
      crumb={t("place.activities")}
      up="/activities"
      title={activity.title}
      lead={`${activity.unitName} · ${activity.publicPath}`}
      action={
        <>
          {activity.publishedDocument && <OnDuty activity={activity} />}
          {activity.publishedDocument && (
            <Button
              component="a"
              variant="default"
              href={activity.publicPath}
              target="_blank"
              rel="noreferrer"
            >
              {t("activity.open")}
            </Button>
          )}
          <Link href={`/activities/${activity.id}/studio`} asChild>
            <Button component="a" variant="default">
              {t(
                editable
                  ? "activity.edit"
                  : activity.publishedDocument
                    ? "activity.look.out"
                    : "activity.look",
              )}
            </Button>
          </Link>
        </>
      }
    >
      <div className={`${styles.split} ${styles.splitPhone}`}>
        <div>
          <div style={{ display: "flex", gap: 16, alignItems: "center", flexWrap: "wrap" }}>
            <Status of={activity.state} />
            <span className={styles.muted}>{clock.days(activity.startsAt, activity.endsAt)} </span>
          </div>
          <PausedProviders activity={activity} />
          <LeftOut activity={activity} />
          <Steering activity={activity} again={again} />
          {activity.publishedDocument && <Figures activity={activity.id} />}
          {activity.publishedDocument && <TimedDraws activity={activity.id} />}
          {activity.publishedDocument && <Rankings activity={activity.id} />}
          {document && <Settings document={document} />}
          <SimulationPanel activity={activity.id} />
          <Revisions activity={activity} />
        </div>
        {document && (
          <div
            style={{ border: "1px solid var(--lg-line)", borderRadius: 18, overflow: "hidden", width: 300 }}
          >
            <PagePicture document={document} label={activity.title} scale={300 / 390} />
          </div>
        )}
      </div>
    </Page>
  );
}

/** Whether time makes any play of what is out. */
const byTime = (activity: ActivityShown): boolean =>
  activity.publishedDocument?.plays.some((play) => play.on.kind.startsWith("schedule.")) ?? false;

/** Whether clients start any play of what is out by scanning a code. */
const scanned = (activity: ActivityShown): boolean =>
  activity.publishedDocument?.plays.some(
    (play) => "places" in play.on && play.on.places.some((place) => "rotates" in place),
  ) ?? false;

/** Where staff watch it run, and who took part. */
function OnDuty({ activity }: { activity: ActivityShown }) {
  const { t } = useWords();
  const { may } = useSigned();
  const doors = [
    { path: "duty", key: "duty.open", needs: "play.view" },
    ...(byTime(activity) ? [{ path: "occasions", key: "occasions.open", needs: "play.view" }] : []),
    ...(scanned(activity) ? [{ path: "codes", key: "codes.open", needs: "play.show_codes" }] : []),
    { path: "participations", key: "participations.open", needs: "play.see_participations" },
  ];
  return doors
    .filter((door) => may(door.needs))
    .map((door) => (
      <Link key={door.path} href={`/activities/${activity.id}/${door.path}`} asChild>
        <Button component="a" variant="default">
          {t(door.key)}
        </Button>
      </Link>
    ));
}

const FIGURES = ["clients", "draws", "wins", "fallbacks"] as const;

/** What clients have done with it so far. */
function Figures({ activity }: { activity: string }) {
  const { t } = useWords();
  const reading = useRead(PlayFigures, { activity });
  const figures = reading.data?.playFigures;
  return (
    <div className={`${styles.cards} ${styles.figures}`}>
      {FIGURES.map((name) => (
        <div key={name} className={styles.card}>
          <span className={styles.muted}>{t(`figures.${name}`)}</span>
          <span className={styles.big}>
            <Count of={figures?.[name]} />
          </span>
        </div>
      ))}
    </div>
  );
}

function Settings({ document }: { document: ActivityDocument }) {
  const say = useWords();
  const { t, of } = say;
  const odds = document.plays.flatMap((play) =>
    outcomesOf(play.decide).flatMap(({ title, ppm }) => (ppm === undefined ? [] : [{ title, ppm }])),
  );
  return (
    <Section title={t("activity.settings")}>
      <FactList
        facts={[
          ["case.goal", `${t(`metric.${document.goal.metric}`)} ≥ ${grouped(document.goal.target)}`],
          ["activity.audience", partInWords("audience", document.audience, say)],
          ["activity.rights", document.rights.map((right) => of(right.title)).join(t("list.comma")) || "–"],
          [
            "case.odds",
            odds.map((item) => `${of(item.title)} ${percent(item.ppm)}`).join(t("list.comma")) || "–",
          ],
          ["case.cap", <Amount key="cap" of={minor(document.budget.cap_minor, document.budget.currency)} />],
        ]}
      />
    </Section>
  );
}

/** Whose rights wait: clients go on winning them, and claim them when the provider goes on. */
function PausedProviders({ activity }: { activity: ActivityShown }) {
  const { t } = useWords();
  if (activity.pausedProviders.length === 0) return null;
  return (
    <Alert color="orange" role="alert" title={t("activity.paused.title")} mt={16}>
      {t("activity.paused.lead", { names: activity.pausedProviders.join(t("list.comma")) })}
    </Alert>
  );
}

/** What fails on the page that is out: clients do not see it, so staff must. */
function LeftOut({ activity }: { activity: ActivityShown }) {
  const { t } = useWords();
  if (activity.leftOut.length === 0) return null;
  return (
    <Alert color="red" role="alert" title={t("leftOut.title")} mt={16}>
      <p style={{ margin: 0 }}>{t("leftOut.lead")}</p>
      <ul>
        {activity.leftOut.map((one) => (
          <li key={one.node}>
            {one.component || t("leftOut.page")} <span className={styles.mono}>{one.node}</span> ·{" "}
            <When at={one.firstAt} /> · {one.why}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Revisions({ activity }: { activity: ActivityShown }) {
  const { t } = useWords();
  if (activity.revisions.length === 0) return <Note>{t("activity.noRevision")}</Note>;
  return (
    <Section title={t("activity.revisions")}>
      <div className={styles.sheet}>
        <Table label={t("activity.revisions")}>
          <tbody>
            {activity.revisions.map((revision) => (
              <tr key={revision.id}>
                <td>
                  {revision.approval ? (
                    <Link href={`/approvals/${revision.approval}`}>#{revision.number}</Link>
                  ) : (
                    `#${revision.number}`
                  )}{" "}
                  {t(`kind.${revision.kind}`)}
                </td>
                <td>
                  <Status of={revision.state} />
                </td>
                <td>{revision.createdBy}</td>
                <td>
                  <Hash of={revision.hash} />
                </td>
                <td className={styles.right}>
                  <When at={revision.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
