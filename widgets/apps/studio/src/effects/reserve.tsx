/** `reserve`: a right that is kept for the client until he claims it, within so many minutes. */
import type { EffectReserve } from "@largesse/contracts/documents";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";
import { RightChoice } from "./grant";

const MINUTES = 30;
const MINUTES_MIN = 5;
const MINUTES_MAX = 20160;

function Editor({ effect, put }: EffectProps<EffectReserve>) {
  const { t } = useWords();
  return (
    <>
      <div className={styles.what}>
        <At part="right">
          <RightChoice right={effect.right} put={(right) => put({ ...effect, right })} />
        </At>
      </div>
      <Count
        label={t("effect.reserve.minutes")}
        part="minutes"
        min={MINUTES_MIN}
        max={MINUTES_MAX}
        value={effect.minutes}
        put={(minutes) => put({ ...effect, minutes })}
      />
    </>
  );
}

export const reserve: EffectKind<EffectReserve> = {
  name: "reserve",
  blank: ({ rights }) => (rights[0] ? { do: "reserve", right: rights[0].ref, minutes: MINUTES } : null),
  Editor,
};
