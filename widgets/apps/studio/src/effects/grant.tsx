/** `grant`: which right an outcome gives and how many, with what the register has left of it. */
import type { EffectGrant } from "@largesse/contracts/documents";
import { Select } from "@mantine/core";
import { useDesk, useDocument, useTold } from "../desk";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import styles from "../parts/parts.module.css";
import { standingOf } from "../settings/standing";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

export function RightChoice({ right: chosen, put }: { right: string; put: (right: string) => void }) {
  const { t, of } = useWords();
  const rights = useDocument((document) => document.rights);
  const { editable } = useDesk();
  const { stock } = useTold();
  const data = rights.map((right) => {
    const batch = stock.find((one) => one.id === right.batch);
    if (!batch) return { value: right.ref, label: of(right.title) };
    const standing = standingOf(batch, Date.now());
    const more = standing === "given" ? t("control.left", { free: batch.free }) : t(`rights.is.${standing}`);
    return { value: right.ref, label: `${of(right.title)} · ${more}` };
  });
  /** What was chosen is always shown, also when the document does not have it any more. */
  if (chosen && !data.some((one) => one.value === chosen))
    data.push({ value: chosen, label: t("odds.lostRight", { right: chosen }) });
  return (
    <Select
      label={t("odds.right")}
      placeholder={t("odds.noRight")}
      nothingFoundMessage={t("rights.none")}
      readOnly={!editable}
      allowDeselect={false}
      data={data}
      value={chosen || null}
      onChange={(right) => right && put(right)}
    />
  );
}

function Editor({ effect, put }: EffectProps<EffectGrant>) {
  const { t } = useWords();
  return (
    <>
      <div className={styles.what}>
        <At part="right">
          <RightChoice right={effect.right} put={(right) => put({ ...effect, right })} />
        </At>
      </div>
      <Count
        label={t("effect.units")}
        part="units"
        min={1}
        max={100}
        value={effect.units ?? 1}
        put={(units) => put(having(effect, "units", units === 1 ? undefined : units))}
      />
    </>
  );
}

export const granting = (right: string): EffectGrant => ({ do: "grant", right });

export const grant: EffectKind<EffectGrant> = {
  name: "grant",
  blank: ({ rights }) => (rights[0] ? granting(rights[0].ref) : null),
  Editor,
};
