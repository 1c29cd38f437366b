/** Days that are not as weekends say: public holidays and make-up workdays. */
import { useWords } from "../../../copy";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";

interface Day {
  day: string;
  kind: string;
  name: string;
}

export function Days({ days }: { days: Day[] }) {
  const { t, locale } = useWords();
  const clock = useClock();
  const weekday = (day: string) => clock.weekday(locale, Date.parse(clock.instant(`${day}T12:00`)));
  return (
    <div className={styles.sheet}>
      <Table label={t("calendar.listed")}>
        <thead>
          <tr>
            <th>{t("calendar.day")}</th>
            <th>{t("calendar.kind")}</th>
            <th>{t("name")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((one) => (
            <tr key={one.day}>
              <td className="lg-figures">{`${one.day} ${weekday(one.day)}`}</td>
              <td>{t(`calendar.kind.${one.kind}`)}</td>
              <td>{one.name}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
