/** `schedule.payday`: the clock plays on the payday of each employer, for the clients whom it pays. */
import type { TriggerSchedulePayday } from "@largesse/contracts/documents";
import { TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Chosen } from "../parts/Chosen";
import { Count } from "../parts/Count";
import { Heading } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { TimeOfDay } from "../parts/TimeOfDay";
import { useWords } from "../words";
import type { TriggerKind, TriggerProps } from "./trigger";

const PAYDAY = 15;

function Editor({ on, put }: TriggerProps<TriggerSchedulePayday>) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <>
      <p className={styles.lead}>{t("trigger.clock.note")}</p>
      <div className={styles.fields}>
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
          among={["before", "after", "none"] as const}
          value={on.shift ?? "before"}
          put={(shift) => put({ ...on, shift })}
        />
      </div>
      <Heading title={t("trigger.employers")} lead={t("trigger.employers.lead")} />
      <Rows
        label={t("trigger.employers")}
        part="employers"
        rows={on.employers}
        put={(employers) => put({ ...on, employers })}
        name={({ tag }, at) => tag || t("trigger.employer", { place: at + 1 })}
        min={1}
        max={200}
        boxed={false}
        ordered={false}
        add={{ says: t("trigger.employers.add"), row: () => ({ tag: "", day: PAYDAY }) }}
      >
        {(one, write) => (
          <div className={styles.fields} style={{ marginTop: 0 }}>
            <At part="tag">
              <TextInput
                label={t("trigger.tag")}
                required
                maxLength={64}
                readOnly={!editable}
                value={one.tag}
                onChange={({ currentTarget }) => write({ ...one, tag: currentTarget.value })}
              />
            </At>
            <Count
              label={t("trigger.day")}
              part="day"
              min={1}
              max={31}
              value={one.day}
              put={(day) => write({ ...one, day })}
            />
          </div>
        )}
      </Rows>
    </>
  );
}

export const schedulePayday: TriggerKind<TriggerSchedulePayday> = {
  name: "schedule.payday",
  blank: () => ({
    kind: "schedule.payday",
    employers: [{ tag: "", day: PAYDAY }],
    shift: "before",
    time: "09:00",
  }),
  Editor,
};
