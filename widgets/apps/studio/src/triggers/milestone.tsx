/** `milestone`: a state of the client that reaches a value starts it. */
import type { TriggerMilestone } from "@largesse/contracts/documents";
import { useDocument } from "../desk";
import { Count } from "../parts/Count";
import { StateChoice } from "../parts/Named";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";
import type { TriggerKind, TriggerProps } from "./trigger";

function Editor({ on, put }: TriggerProps<TriggerMilestone>) {
  const { t } = useWords();
  const none = useDocument((document) => document.states.length === 0);
  return (
    <>
      <div className={styles.fields}>
        <StateChoice
          label={t("trigger.milestone.state")}
          value={on.state}
          put={(state) => put({ ...on, state })}
        />
        <Count
          label={t("trigger.milestone.at")}
          part="at"
          min={1}
          max={Number.MAX_SAFE_INTEGER}
          value={on.at}
          put={(at) => put({ ...on, at })}
        />
      </div>
      {none && (
        <p className={styles.lead}>
          <a href="#set-states">{t("trigger.milestone.noState")}</a>
        </p>
      )}
    </>
  );
}

export const milestone: TriggerKind<TriggerMilestone> = {
  name: "milestone",
  blank: () => ({ kind: "milestone", state: "visits", at: 5 }),
  Editor,
};
