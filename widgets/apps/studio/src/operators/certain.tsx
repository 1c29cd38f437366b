/** `certain`: everyone who may take part gets the one outcome. */
import type { DecideCertain, PlayOutcome } from "@largesse/contracts/documents";
import { EffectsEditor } from "../effects";
import { TextPair } from "../settings/fields";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";

function Editor({ decide, put }: EditorProps<DecideCertain>) {
  const { t } = useWords();
  const change = (next: Partial<PlayOutcome>) => put({ ...decide, outcome: { ...decide.outcome, ...next } });
  return (
    <div style={{ marginTop: 12 }}>
      <TextPair
        label={t("odds.prize")}
        required
        value={decide.outcome.title}
        onChange={(title) => title && change({ title })}
      />
      <div style={{ marginTop: 10 }}>
        <EffectsEditor effects={decide.outcome.effects} put={(effects) => change({ effects })} />
      </div>
    </div>
  );
}

export const certain: Operator<DecideCertain> = {
  op: "certain",
  byChance: false,
  blank: ({ title }) => ({ op: "certain", outcome: { id: "gift", title, effects: [] } }),
  Editor,
};
