/** `schedule.at`: the client acts on the page, in announced moments only. */
import type { TriggerScheduleAt, TriggerScheduleAtDailyItem } from "@largesse/contracts/documents";
import { instantIn, shownIn } from "@largesse/kernel";
import { MultiSelect } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { At } from "../parts/At";
import { having } from "../parts/having";
import { Heading } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { TimeOfDay } from "../parts/TimeOfDay";
import { Moment } from "../settings/fields";
import { useWords } from "../words";
import type { TriggerKind, TriggerProps } from "./trigger";

const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"];

function Editor({ on, put }: TriggerProps<TriggerScheduleAt>) {
  const { t } = useWords();
  return (
    <>
      <p className={styles.lead}>{t("trigger.schedule.at.note")}</p>
      <Heading title={t("trigger.daily")} />
      <Daily on={on} put={put} />
      <Heading title={t("trigger.once")} />
      <Once on={on} put={put} />
    </>
  );
}

function Daily({ on, put }: TriggerProps<TriggerScheduleAt>) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <Rows
      label={t("trigger.daily")}
      part="daily"
      rows={on.daily ?? []}
      put={(rows) => put(having(on, "daily", rows.length ? rows : undefined))}
      name={(_, at) => t("trigger.moment", { place: at + 1 })}
      min={on.once ? 0 : 1}
      max={10}
      boxed={false}
      ordered={false}
      add={{
        says: t("trigger.daily.add"),
        row: (): TriggerScheduleAtDailyItem => ({ from: "10:00", to: "10:10" }),
      }}
    >
      {(one, write) => (
        <div className={styles.fields} style={{ marginTop: 0 }}>
          <TimeOfDay
            label={t("trigger.from")}
            part="from"
            value={one.from}
            put={(from) => write({ ...one, from })}
          />
          <TimeOfDay label={t("trigger.to")} part="to" value={one.to} put={(to) => write({ ...one, to })} />
          <At part="weekdays">
            <MultiSelect
              label={t("trigger.weekdays")}
              placeholder={one.weekdays ? undefined : t("trigger.weekdays.all")}
              readOnly={!editable}
              data={WEEKDAYS.map((day) => ({ value: day, label: t(`weekday.${day}`) }))}
              value={(one.weekdays ?? []).map(String)}
              onChange={(days) => {
                const chosen = days.map(Number).sort();
                write(having(one, "weekdays", chosen.length ? chosen : undefined));
              }}
            />
          </At>
        </div>
      )}
    </Rows>
  );
}

function Once({ on, put }: TriggerProps<TriggerScheduleAt>) {
  const { t } = useWords();
  const { start, tz } = useDocument((document) => document.window);
  const fresh = () => {
    const from = Date.parse(on.once?.at(-1)?.from ?? start) + DAY_MS;
    return { from: instantIn(shownIn(from, tz), tz), to: instantIn(shownIn(from + TEN_MINUTES_MS, tz), tz) };
  };
  return (
    <Rows
      label={t("trigger.once")}
      part="once"
      rows={on.once ?? []}
      put={(rows) => put(having(on, "once", rows.length ? rows : undefined))}
      name={(_, at) => t("trigger.moment", { place: at + 1 })}
      min={on.daily ? 0 : 1}
      max={50}
      boxed={false}
      ordered={false}
      add={{ says: t("trigger.once.add"), row: fresh }}
    >
      {(one, write) => (
        <div className={styles.fields} style={{ marginTop: 0 }}>
          <At part="from">
            <Moment label={t("trigger.from")} at={one.from} onChange={(from) => write({ ...one, from })} />
          </At>
          <At part="to">
            <Moment label={t("trigger.to")} at={one.to} onChange={(to) => write({ ...one, to })} />
          </At>
        </div>
      )}
    </Rows>
  );
}

export const scheduleAt: TriggerKind<TriggerScheduleAt> = {
  name: "schedule.at",
  blank: () => ({ kind: "schedule.at", daily: [{ from: "10:00", to: "10:10" }] }),
  Editor,
};
