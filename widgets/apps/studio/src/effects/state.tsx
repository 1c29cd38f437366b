/** `state`: move what the activity remembers of a client. */
import type { EffectState } from "@largesse/contracts/documents";
import { Select, TextInput } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { StateChoice } from "../parts/Named";
import styles from "../parts/parts.module.css";
import { KINDS, movedBy } from "../settings/states";
import { TOLD } from "../triggers/told";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

/** What stands before the name of a question whose answer is a score. */
const SAID = "said.";

function Editor({ effect, put }: EffectProps<EffectState>) {
  const { t, of } = useWords();
  const plays = useDocument((document) => document.plays);
  const states = useDocument((document) => document.states);
  const { editable, vocabulary } = useDesk();
  const kind = states.find((one) => one.id === effect.state)?.kind;
  const choose = (state: string) => {
    const next = states.find((one) => one.id === state)?.kind;
    put({ ...effect, state, by: next ? movedBy(next, effect.by) : effect.by });
  };
  const told = typeof effect.by === "string" && (effect.by.startsWith(TOLD) || effect.by.startsWith(SAID));
  const scores = plays
    .flatMap((play) => play.asks ?? [])
    .filter((one) => one.kind === "number" && one.per_second)
    .map((one) => ({ name: `${SAID}${one.id}`, title: of(one.text) }));
  const events = vocabulary.events.flatMap((one) =>
    plays.some(({ on }) => "event" in on && on.event === one.name)
      ? one.props
          .filter((prop) => prop.kind === "number")
          .map((prop) => ({ name: `${TOLD}${prop.name}`, title: `${one.title} · ${prop.title}` }))
      : [],
  );
  const known = new Set<string>();
  const numbers = [...scores, ...events].filter(({ name }) => !known.has(name) && known.add(name));
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
      {numbers.length > 0 && by === "amount" && (
        <Select
          label={t("effect.state.told")}
          readOnly={!editable}
          clearable
          placeholder={t("effect.state.told.none")}
          value={told ? String(effect.by) : null}
          data={numbers.map((one) => ({ value: one.name, label: one.title }))}
          onChange={(next) => put({ ...effect, by: next ?? 1 })}
        />
      )}
      {by === "amount" && !told && (
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
