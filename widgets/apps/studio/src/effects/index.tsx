/** How the studio edits what an outcome does: effects in their order, the common one, a right, at hand. */
import type { Effect } from "@largesse/contracts/documents";
import { Text } from "@mantine/core";
import { useDesk } from "../desk";
import { Adding } from "../parts/Adding";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { useWords } from "../words";
import { chance } from "./chance";
import type { EffectKind } from "./effect";
import { enter } from "./enter";
import { grant, granting, RightChoice } from "./grant";
import { leadRm } from "./lead_rm";
import { points } from "./points";
import { state } from "./state";
import { tag } from "./tag";
import { unlock } from "./unlock";

export const EFFECTS: readonly EffectKind[] = [grant, points, chance, state, unlock, enter, tag, leadRm];

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
  const { document, editable } = useDesk();
  const add = (name: string) => {
    const made = EFFECTS.find((one) => one.name === name)?.blank(document);
    if (made) put([...effects, made]);
  };
  const choices = EFFECTS.map(({ name, blank }) => ({
    value: name,
    title: t(`effect.${name}`),
    lead: t(`effect.${name}.lead`),
    not: blank(document) ? undefined : t(`effect.${name}.not`),
  }));
  return (
    <div className={styles.effects}>
      {quick && effects.length === 0 && <RightChoice right="" put={(right) => put([granting(right)])} />}
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
        <Adding
          small
          label={t(quick && effects.length === 0 ? "effects.other" : "effects.add")}
          disabled={effects.length >= max}
          choices={choices}
          add={add}
        />
      )}
    </div>
  );
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
