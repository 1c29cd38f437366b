/** `schedule.cron`: the clock plays for every client of the audience, every day, week or month. */
import type { TriggerScheduleCron } from "@largesse/contracts/documents";
import { Chosen } from "../parts/Chosen";
import { Count } from "../parts/Count";
import styles from "../parts/parts.module.css";
import { TimeOfDay } from "../parts/TimeOfDay";
import { useWords } from "../words";
import type { TriggerKind, TriggerProps } from "./trigger";

const EVERY = ["day", "week", "month"] as const;
const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

function Editor({ on, put }: TriggerProps<TriggerScheduleCron>) {
  const { t } = useWords();
  const every = (next: (typeof EVERY)[number]) => {
    const { weekday: _, day: __, ...rest } = on;
    put({
      ...rest,
      every: next,
      ...(next === "week" && { weekday: 1 }),
      ...(next === "month" && { day: 1 }),
    });
  };
  const weekday = WEEKDAYS[(on.weekday ?? 1) - 1] ?? "1";
  return (
    <>
      <p className={styles.lead}>{t("trigger.clock.note")}</p>
      <div className={styles.fields}>
        <Chosen
          label={t("trigger.every")}
          part="every"
          words="trigger.every"
          among={EVERY}
          value={on.every}
          put={every}
        />
        {on.every === "week" && (
          <Chosen
            label={t("trigger.weekday")}
            part="weekday"
            words="weekday"
            among={WEEKDAYS}
            value={weekday}
            put={(day) => put({ ...on, weekday: Number(day) })}
          />
        )}
        {on.every === "month" && (
          <Count
            label={t("trigger.day")}
            part="day"
            min={1}
            max={31}
            value={on.day ?? 1}
            put={(day) => put({ ...on, day })}
          />
        )}
        <TimeOfDay
          label={t("trigger.time")}
          part="time"
          value={on.time}
          put={(time) => put({ ...on, time })}
        />
        <Chosen
          label={t("trigger.shift")}
          part="shift"
          words="trigger.shift"
          among={["none", "before", "after"] as const}
          value={on.shift ?? "none"}
          put={(shift) => put({ ...on, shift })}
        />
      </div>
    </>
  );
}

export const scheduleCron: TriggerKind<TriggerScheduleCron> = {
  name: "schedule.cron",
  blank: () => ({ kind: "schedule.cron", every: "month", day: 1, time: "10:00" }),
  Editor,
};
