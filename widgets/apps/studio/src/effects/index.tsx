/** How the studio edits what an outcome does: effects in their order, the common one, a right, at hand. */
import type { Effect } from "@largesse/contracts/documents";
import { Text } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { Adding } from "../parts/Adding";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { useWords } from "../words";
import { chance } from "./chance";
import type { EffectKind } from "./effect";
import { enter } from "./enter";
import { grant, granting, RightChoice } from "./grant";
import { leadRm } from "./lead_rm";
import { notify } from "./notify";
import { points } from "./points";
import { reserve } from "./reserve";
import { state } from "./state";
import { tag } from "./tag";
import { unlock } from "./unlock";

export const EFFECTS: readonly EffectKind[] = [
  grant,
  points,
  chance,
  state,
  unlock,
  enter,
  tag,
  leadRm,
  notify,
  reserve,
];

/** What an effect is called in the document, and what it says beside that. */
export const nameOf = (effect: Effect): Effect["do"] => effect.do;
export const saidBy = ({ do: _, ...said }: Effect): unknown[] => Object.values(said);

interface EffectsEditorProps {
  effects: readonly Effect[];
  put: (effects: Effect[]) => void;
  /** The part of the document that they are. */
  part?: string;
  max?: number;
  /** Whether a right can be chosen at once where there is no effect yet. */
  quick?: boolean;
}

export function EffectsEditor({ effects, put, part = "effects", max = 5, quick = true }: EffectsEditorProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const first = quick && effects.length === 0;
  return (
    <div className={styles.effects}>
      {first && <RightChoice right="" put={(right) => put([granting(right)])} />}
      <Rows
        label={t("effects.title")}
        part={part}
        rows={effects}
        put={put}
        boxed={false}
        name={(effect) => t(`effect.${effect.do}`)}
      >
        {(effect, change) => <OneEffect effect={effect} put={change} />}
      </Rows>
      {editable && (
        <AddEffect
          label={t(first ? "effects.other" : "effects.add")}
          disabled={effects.length >= max}
          add={(made) => put([...effects, made])}
        />
      )}
    </div>
  );
}

interface AddEffectProps {
  label: string;
  disabled: boolean;
  add: (effect: Effect) => void;
}

/** Offers every effect; one that the document has nothing for yet says so. */
function AddEffect({ label, disabled, add }: AddEffectProps) {
  const { t } = useWords();
  const { now } = useDesk();
  const missing = useDocument((document) =>
    EFFECTS.filter(({ blank }) => !blank(document))
      .map(({ name }) => name)
      .join(" "),
  ).split(" ");
  const choose = (name: string) => {
    const made = EFFECTS.find((one) => one.name === name)?.blank(now());
    if (made) add(made);
  };
  const choices = EFFECTS.map(({ name }) => ({
    value: name,
    title: t(`effect.${name}`),
    lead: t(`effect.${name}.lead`),
    not: missing.includes(name) ? t(`effect.${name}.not`) : undefined,
  }));
  return <Adding small label={label} disabled={disabled} choices={choices} add={choose} />;
}

export function OneEffect({ effect, put }: { effect: Effect; put: (effect: Effect) => void }) {
  const { t } = useWords();
  const kind = EFFECTS.find((one) => one.name === effect.do);
  if (!kind) return <Text size="sm">{t("effects.kept", { name: t(`effect.${effect.do}`) })}</Text>;
  return (
    <div className={styles.effect}>
      <kind.Editor effect={effect} put={put} />
    </div>
  );
}
