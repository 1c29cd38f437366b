/** `enter`: put the client's entry into a draw of this activity that is decided later. */
import type { ActivityDocument, EffectEnter } from "@largesse/contracts/documents";
import { useDocument } from "../desk";
import { Named } from "../parts/Named";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

/** The plays that take entries: those whose entries close. */
const entered = ({ plays }: Pick<ActivityDocument, "plays">) =>
  plays.filter((play) => "entry_close" in play.decide);

function Editor({ effect, put }: EffectProps<EffectEnter>) {
  const { t, of } = useWords();
  const plays = useDocument((document) => document.plays);
  return (
    <div className={styles.what}>
      <Named
        label={t("effect.enter.play")}
        part="play"
        value={effect.play}
        names={entered({ plays }).map((one) => ({ value: one.id, label: of(one.title) }))}
        put={(play) => put({ ...effect, play })}
      />
    </div>
  );
}

export const enter: EffectKind<EffectEnter> = {
  name: "enter",
  blank: (document) => {
    const play = entered(document)[0];
    return play ? { do: "enter", play: play.id } : null;
  },
  Editor,
};
