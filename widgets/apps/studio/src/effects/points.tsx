/** `points`: points of one kind, the institution's only one where none is said. */
import type { EffectPoints } from "@largesse/contracts/documents";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import { KindOfPoints } from "../parts/KindOfPoints";
import { useWords } from "../words";
import type { EffectKind, EffectProps } from "./effect";

function Editor({ effect, put }: EffectProps<EffectPoints>) {
  const { t } = useWords();
  return (
    <>
      <Count
        label={t("effect.points.points")}
        part="points"
        min={1}
        max={100_000_000}
        value={effect.points}
        put={(points) => put({ ...effect, points })}
      />
      <KindOfPoints part="kind" value={effect.kind} put={(kind) => put(having(effect, "kind", kind))} />
    </>
  );
}

export const points: EffectKind<EffectPoints> = {
  name: "points",
  blank: () => ({ do: "points", points: 100 }),
  Editor,
};
