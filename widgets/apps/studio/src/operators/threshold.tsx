/** `threshold`: a state that reaches its targets; each step pays once. */
import type { DecideThreshold } from "@largesse/contracts/documents";
import { useDocument } from "../desk";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import { StateChoice } from "../parts/Named";
import { Fallback, Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, GIFT, newOutcome, plain } from "./outcomes";

function Editor({ decide, put }: EditorProps<DecideThreshold>) {
  const { t, of } = useWords();
  const none = useDocument((document) => document.states.length === 0);
  const { steps } = decide;
  return (
    <>
      <div className={styles.fields}>
        <StateChoice
          label={t("threshold.state")}
          value={decide.state}
          put={(state) => put({ ...decide, state })}
        />
      </div>
      {none && (
        <p className={styles.lead}>
          <a href="#set-states">{t("threshold.noState")}</a>
        </p>
      )}
      <Heading title={t("threshold.steps")} lead={t("threshold.lead")} />
      <Rows
        label={t("threshold.steps")}
        part="steps"
        rows={steps}
        put={(next) => put({ ...decide, steps: next })}
        name={(step) => t("threshold.step", { at: step.at, title: of(step.outcome.title) })}
        min={1}
        max={50}
        add={{
          says: t("threshold.add"),
          row: () => ({ at: (steps.at(-1)?.at ?? 0) + 1, outcome: newOutcome(decide) }),
        }}
      >
        {(step, write) => (
          <OutcomeEditor
            outcome={step.outcome}
            put={(outcome) => write({ ...step, outcome })}
            more={
              <Count
                label={t("threshold.at")}
                part="at"
                min={1}
                max={Number.MAX_SAFE_INTEGER}
                value={step.at}
                put={(at) => write({ ...step, at })}
              />
            }
          />
        )}
      </Rows>
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </>
  );
}

export const threshold: Operator<DecideThreshold> = {
  op: "threshold",
  byChance: false,
  bounded: true,
  begin: (from) => {
    const giving = from.outcomes.filter((one) => one.effects.length > 0);
    const steps = giving.length ? giving.map(plain) : [fresh("step-1", GIFT)];
    return {
      op: "threshold",
      state: from.document.states[0]?.id ?? "",
      steps: steps.map((outcome, at) => ({ at: at + 1, outcome })),
      ...fallbackOf(from),
    };
  },
  Editor,
};
