/** The month, to point at a day; loaded when it is opened. */
import { DatePicker } from "@mantine/dates";
import "dayjs/locale/zh-cn";
import type { Locale } from "./ports";

interface CalendarProps {
  day: string;
  locale: Locale;
  choose: (day: string) => void;
}

export default function Calendar({ day, locale, choose }: CalendarProps) {
  return (
    <DatePicker
      locale={locale.toLowerCase()}
      firstDayOfWeek={1}
      value={day || null}
      {...(day ? { defaultDate: day } : {})}
      onChange={(next) => next && choose(next)}
    />
  );
}
