/** The holiday calendar: until when it reaches, its versions, and a file that is looked at before it is loaded. */
import { useState } from "react";
import { useRead } from "../../../api/ask";
import { HolidayCalendar, type HolidayCalendarData } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { Days } from "./Days";
import { Load } from "./Load";

type Calendar = HolidayCalendarData["holidayCalendar"];
const WARNED_DAYS = 60;

export function CalendarPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const reading = useRead(HolidayCalendar, {});
  return (
    <Page
      title={t("place.calendar")}
      lead={t("place.calendar.lead")}
      action={may("identity.load_calendar") && <Load done={reading.again} />}
    >
      <Reveal reading={reading} pick={(data) => data.holidayCalendar}>
        {(calendar: Calendar) => <Shown calendar={calendar} />}
      </Reveal>
    </Page>
  );
}

function Shown({ calendar }: { calendar: Calendar }) {
  const { t } = useWords();
  const clock = useClock();
  const [chosen, setChosen] = useState(0);
  const version = calendar.versions[chosen] ?? calendar.versions[0];
  const ends = { day: calendar.lastDay, days: Math.abs(calendar.daysLeft) };
  return (
    <>
      {calendar.daysLeft < 0 && <Note tone="bad">{t("calendar.over", ends)}</Note>}
      {calendar.daysLeft >= 0 && calendar.daysLeft <= WARNED_DAYS && (
        <Note tone="warn">{t("calendar.ends", ends)}</Note>
      )}
      {calendar.daysLeft > WARNED_DAYS && <Note tone="good">{t("calendar.reaches", ends)}</Note>}
      <Section title={t("calendar.versions")}>
        <div className={styles.sheet}>
          <Table label={t("calendar.versions")}>
            <thead>
              <tr>
                <th>{t("calendar.version")}</th>
                <th>{t("calendar.range")}</th>
                <th>{t("calendar.source")}</th>
                <th>{t("calendar.loaded")}</th>
              </tr>
            </thead>
            <tbody>
              {calendar.versions.map((one, at) => (
                <tr
                  key={`${one.version}${one.firstDay}`}
                  data-open=""
                  aria-current={one === version ? "true" : undefined}
                  onClick={() => setChosen(at)}
                >
                  <td>
                    {/* Pressed by key, it is a click on its line. */}
                    <button type="button" className={styles.sort}>
                      {one.version === 0 ? t("calendar.shipped") : one.version}
                    </button>
                  </td>
                  <td>{`${one.firstDay} – ${one.lastDay}`}</td>
                  <td>{one.source || one.fileName || "–"}</td>
                  <td>
                    {one.loadedAt
                      ? [one.loaderName, clock.minute(one.loadedAt)].filter(Boolean).join(" · ")
                      : "–"}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </Section>
      {version && (
        <Section title={t("calendar.days", { range: `${version.firstDay} – ${version.lastDay}` })}>
          <Days days={version.days} />
        </Section>
      )}
    </>
  );
}
