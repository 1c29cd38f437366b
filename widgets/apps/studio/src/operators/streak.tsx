/** `streak`: days in a row, one outcome a day and more on certain days; missed days may be made up. */
import type { DecideStreak } from "@largesse/contracts/documents";
import { Switch } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count, CountOrNone } from "../parts/Count";
import { having } from "../parts/having";
import { Fallback, Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, newOutcome, plain } from "./outcomes";

const WEEK = 7;
const DAYS_MAX = 366;
const DAILY = { "zh-CN": "签到成功", en: "Checked in" };

function Editor({ decide, put }: EditorProps<DecideStreak>) {
  const { t, of } = useWords();
  const { steps } = decide;
  return (
    <>
      <Heading title={t("streak.daily")} lead={t("streak.daily.lead")} />
      <At part="outcome">
        <OutcomeEditor outcome={decide.outcome} put={(outcome) => put({ ...decide, outcome })} />
      </At>
      <Heading title={t("streak.steps")} lead={t("streak.steps.lead")} />
      <Rows
        label={t("streak.steps")}
        part="steps"
        rows={steps}
        put={(next) => put({ ...decide, steps: next })}
        name={(step) => t("streak.step", { days: step.days, title: of(step.outcome.title) })}
        max={50}
        add={{
          says: t("streak.add"),
          row: () => ({
            days: Math.min((steps.at(-1)?.days ?? 0) + WEEK, DAYS_MAX),
            outcome: newOutcome(decide),
          }),
        }}
      >
        {(step, write) => (
          <OutcomeEditor
            outcome={step.outcome}
            put={(outcome) => write({ ...step, outcome })}
            more={
              <Count
                label={t("streak.days")}
                part="days"
                min={2}
                max={DAYS_MAX}
                value={step.days}
                put={(days) => write({ ...step, days })}
              />
            }
          />
        )}
      </Rows>
      <div className={styles.fields}>
        <CountOrNone
          label={t("streak.cycle")}
          hint={t("streak.cycle.lead")}
          part="cycle_days"
          min={2}
          max={DAYS_MAX}
          value={decide.cycle_days}
          put={(days) => put(having(decide, "cycle_days", days))}
        />
      </div>
      <Makeup decide={decide} put={put} />
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </>
  );
}

function Makeup({ decide, put }: Pick<EditorProps<DecideStreak>, "decide" | "put">) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { makeup } = decide;
  const write = (next: DecideStreak["makeup"]) => put(having(decide, "makeup", next));
  return (
    <At part="makeup">
      <Switch
        mt="md"
        label={t("streak.makeup")}
        description={t("streak.makeup.lead")}
        disabled={!editable}
        checked={makeup !== undefined}
        onChange={(event) => write(event.currentTarget.checked ? { max: 3, within_days: WEEK } : undefined)}
      />
      {makeup && (
        <div className={styles.fields}>
          <Count
            label={t("streak.makeup.max")}
            part="max"
            min={1}
            max={31}
            value={makeup.max}
            put={(max) => write({ ...makeup, max })}
          />
          <Count
            label={t("streak.makeup.within")}
            part="within_days"
            min={1}
            max={31}
            value={makeup.within_days ?? WEEK}
            put={(days) => write({ ...makeup, within_days: days })}
          />
        </div>
      )}
    </At>
  );
}

export const streak: Operator<DecideStreak> = {
  op: "streak",
  byChance: false,
  bounded: true,
  begin: (from) => {
    const daily = from.outcomes.find((one) => one.effects.length === 0);
    const steps = from.outcomes.filter((one) => one !== daily).map(plain);
    return {
      op: "streak",
      outcome: daily ? plain(daily) : fresh("daily", DAILY),
      steps: steps.map((outcome, at) => ({ days: Math.min((at + 1) * WEEK, DAYS_MAX), outcome })),
      ...fallbackOf(from),
    };
  },
  Editor,
};
