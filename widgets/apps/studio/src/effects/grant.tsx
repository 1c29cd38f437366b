/** `grant`: which right an outcome gives, with what the register has left of it. */
import type { Effect } from "@largesse/contracts/documents";
import { Select } from "@mantine/core";
import { useDesk } from "../desk";
import { standingOf } from "../settings/standing";
import { useWords } from "../words";
import type { EffectsProps } from "./effects";

const grantOf = (effects: Effect[]): string => {
  const effect = effects.find((one) => one.do === "grant");
  return effect?.do === "grant" ? effect.right : "";
};

export function RightChoice({ effects, put }: EffectsProps) {
  const { t, of } = useWords();
  const { document, stock, editable } = useDesk();
  const chosen = grantOf(effects);
  const data = document.rights.map((right) => {
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
      aria-label={t("odds.right")}
      placeholder={t("odds.noRight")}
      clearable={editable}
      readOnly={!editable}
      data={data}
      value={chosen || null}
      onChange={(right) => put(right ? [{ do: "grant", right }] : [])}
    />
  );
}
