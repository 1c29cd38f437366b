/** `schedule.client_date`: the clock plays for each client once a year, by a day of his own. */
import type { TriggerScheduleClientDate } from "@largesse/contracts/documents";
import { Chosen } from "../parts/Chosen";
import { Count } from "../parts/Count";
import styles from "../parts/parts.module.css";
import { TimeOfDay } from "../parts/TimeOfDay";
import { useWords } from "../words";
import type { TriggerKind, TriggerProps } from "./trigger";

const SOONEST = -60;
const LATEST = 60;

function Editor({ on, put }: TriggerProps<TriggerScheduleClientDate>) {
  const { t } = useWords();
  return (
    <>
      <p className={styles.lead}>{t("trigger.clock.note")}</p>
      <div className={styles.fields}>
        <Chosen
          label={t("trigger.field")}
          part="field"
          words="trigger.field"
          among={["birthday", "joined"] as const}
          value={on.field}
          put={(field) => put({ ...on, field })}
        />
        <Chosen
          label={t("trigger.calendar")}
          part="calendar"
          words="trigger.calendar"
          among={["solar", "lunar"] as const}
          value={on.calendar ?? "solar"}
          put={(calendar) => put({ ...on, calendar })}
        />
        <Count
          label={t("trigger.offset")}
          part="offset_days"
          min={SOONEST}
          max={LATEST}
          value={on.offset_days ?? 0}
          put={(offset_days) => put({ ...on, offset_days })}
        />
        <TimeOfDay
          label={t("trigger.time")}
          part="time"
          value={on.time}
          put={(time) => put({ ...on, time })}
        />
      </div>
      <p className={styles.lead}>{t(`trigger.rule.${on.calendar ?? "solar"}`)}</p>
    </>
  );
}

export const scheduleClientDate: TriggerKind<TriggerScheduleClientDate> = {
  name: "schedule.client_date",
  blank: () => ({ kind: "schedule.client_date", field: "birthday", time: "09:00" }),
  Editor,
};
