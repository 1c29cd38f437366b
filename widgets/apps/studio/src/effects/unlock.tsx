/** `unlock`: open a locked play for the client, for some days or to the end. */
import type { EffectUnlock } from "@largesse/contracts/documents";
import { CountOrNone } from "../parts/Count";
import { having } from "../parts/having";
import { PlayChoice } from "../parts/Named";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

function Editor({ effect, put }: EffectProps<EffectUnlock>) {
  const { t } = useWords();
  return (
    <>
      <div className={styles.what}>
        <PlayChoice
          locked
          label={t("effect.unlock.play")}
          value={effect.play}
          put={(play) => put({ ...effect, play })}
        />
      </div>
      <CountOrNone
        label={t("effect.days")}
        empty={t("effect.days.end")}
        part="days"
        min={1}
        max={366}
        value={effect.days}
        put={(days) => put(having(effect, "days", days))}
      />
    </>
  );
}

export const unlock: EffectKind<EffectUnlock> = {
  name: "unlock",
  blank: ({ plays }) => {
    const locked = plays.find((play) => play.locked);
    return locked ? { do: "unlock", play: locked.id } : null;
  },
  Editor,
};
