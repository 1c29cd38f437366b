/** `chance`: more turns of a play, for some days or to the end. */
import type { EffectChance } from "@largesse/contracts/documents";
import { Count, CountOrNone } from "../parts/Count";
import { having } from "../parts/having";
import { PlayChoice } from "../parts/Named";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

function Editor({ effect, put }: EffectProps<EffectChance>) {
  const { t } = useWords();
  return (
    <>
      <div className={styles.what}>
        <PlayChoice
          label={t("effect.chance.play")}
          value={effect.play}
          put={(play) => put({ ...effect, play })}
        />
      </div>
      <Count
        label={t("effect.chance.units")}
        part="units"
        min={1}
        max={100}
        value={effect.units}
        put={(units) => put({ ...effect, units })}
      />
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

export const chance: EffectKind<EffectChance> = {
  name: "chance",
  blank: ({ plays }) => (plays[0] ? { do: "chance", play: plays[0].id, units: 1 } : null),
  Editor,
};
