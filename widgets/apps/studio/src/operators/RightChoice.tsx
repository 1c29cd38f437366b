/** Which right an outcome gives, with what the register has left of it. */
import type { PlayOutcome } from "@largesse/contracts/documents";
import { Select } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";

const grantOf = (outcome: PlayOutcome): string => {
  const effect = outcome.effects.find((one) => one.do === "grant");
  return effect?.do === "grant" ? effect.right : "";
};

export function RightChoice({
  outcome,
  put,
}: {
  outcome: PlayOutcome;
  put: (outcome: Pick<PlayOutcome, "effects">) => void;
}) {
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
      value={grantOf(outcome) || null}
      onChange={(right) => put({ effects: right ? [{ do: "grant", right }] : [] })}
    />
  );
}
