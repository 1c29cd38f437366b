/** `points`: points of one kind, the institution's only one where none is said. */
import type { EffectPoints, PlayOutcome } from "@largesse/contracts/documents";
import { Text } from "@mantine/core";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import { KindOfPoints } from "../parts/KindOfPoints";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

function Editor({ effect, put }: EffectProps<EffectPoints>) {
  const { t } = useWords();
  return (
    <>
      {typeof effect.points === "number" ? (
        <Count
          label={t("effect.points.points")}
          part="points"
          min={1}
          max={100_000_000}
          value={effect.points}
          put={(points) => put({ ...effect, points })}
        />
      ) : (
        <Text size="sm">{t("effect.points.part")}</Text>
      )}
      <KindOfPoints part="kind" value={effect.kind} put={(kind) => put(having(effect, "kind", kind))} />
    </>
  );
}

/** The same outcome with one part of the play's packet, or with none. */
export function sharing(outcome: PlayOutcome, shares: boolean): PlayOutcome {
  const others = outcome.effects.filter((one) => one.do !== "points" || typeof one.points === "number");
  return { ...outcome, effects: shares ? [...others, { do: "points", points: "part" }] : others };
}

export const points: EffectKind<EffectPoints> = {
  name: "points",
  blank: () => ({ do: "points", points: 100 }),
  Editor,
};
