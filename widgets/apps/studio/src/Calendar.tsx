/** The month, to point at a day; loaded when it is opened. */
import { DatePicker } from "@mantine/dates";
import "dayjs/locale/zh-cn";
import type { Locale } from "./ports";

interface CalendarProps {
  day: string;
  locale: Locale;
  say: (key: string) => string;
  choose: (day: string) => void;
}

/** The controls in its head, which show arrows, or a month or year without what it is for. */
const CONTROLS = [
  "previousMonth",
  "nextMonth",
  "previousYear",
  "nextYear",
  "previousDecade",
  "nextDecade",
  "monthLevelControl",
  "yearLevelControl",
] as const;

export default function Calendar({ day, locale, say, choose }: CalendarProps) {
  return (
    <DatePicker
      locale={locale.toLowerCase()}
      firstDayOfWeek={1}
      ariaLabels={Object.fromEntries(CONTROLS.map((name) => [name, say(`moment.${name}`)]))}
      value={day || null}
      {...(day ? { defaultDate: day } : {})}
      onChange={(next) => next && choose(next)}
    />
  );
}
