/** `grant`: which right an outcome gives, with what the register has left of it. */
import type { Effect } from "@largesse/contracts/documents";
import { Select } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";
import type { EffectsProps } from "./effects";

const grantOf = (effects: Effect[]): string => {
  const effect = effects.find((one) => one.do === "grant");
  return effect?.do === "grant" ? effect.right : "";
};

export function RightChoice({ effects, put }: EffectsProps) {
  const { t, of } = useWords();
  const { document, stock, editable } = useDesk();
  const data = document.rights.map((right) => {
    const batch = stock.find((one) => one.id === right.batch);
    return {
      value: right.ref,
      label: batch ? `${of(right.title)} · ${t("control.left", { free: batch.free })}` : of(right.title),
    };
  });
  return (
    <Select
      aria-label={t("odds.right")}
      placeholder={t("odds.noRight")}
      clearable={editable}
      readOnly={!editable}
      data={data}
      value={grantOf(effects) || null}
      onChange={(right) => put(right ? [{ do: "grant", right }] : [])}
    />
  );
}
