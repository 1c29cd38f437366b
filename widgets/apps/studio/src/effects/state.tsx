/** `state`: move what the activity remembers of a client. */
import type { EffectState } from "@largesse/contracts/documents";
import { TextInput } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { StateChoice } from "../parts/Named";
import styles from "../parts/parts.module.css";
import { KINDS, movedBy } from "../settings/states";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

function Editor({ effect, put }: EffectProps<EffectState>) {
  const { t } = useWords();
  const { document, editable } = useDesk();
  const kind = document.states.find((one) => one.id === effect.state)?.kind;
  const choose = (state: string) => {
    const next = document.states.find((one) => one.id === state)?.kind;
    put({ ...effect, state, by: next ? movedBy(next, effect.by) : effect.by });
  };
  const by = kind ? KINDS[kind].by : "amount";
  return (
    <>
      <div className={styles.what}>
        <StateChoice label={t("effect.state.state")} value={effect.state} put={choose} />
      </div>
      {by === "member" && (
        <At part="by">
          <TextInput
            label={t("effect.state.member")}
            required
            maxLength={64}
            readOnly={!editable}
            value={String(effect.by)}
            onChange={(event) => put({ ...effect, by: event.currentTarget.value })}
          />
        </At>
      )}
      {by === "amount" && (
        <Count
          label={t(kind ? `effect.state.by.${kind}` : "effect.state.by")}
          part="by"
          value={Number(effect.by)}
          put={(next) => put({ ...effect, by: next })}
        />
      )}
    </>
  );
}

export const state: EffectKind<EffectState> = {
  name: "state",
  blank: ({ states }) =>
    states[0] ? { do: "state", state: states[0].id, by: movedBy(states[0].kind, 1) } : null,
  Editor,
};
