/** How often a client may take part: chances in a period, or as often as he likes. */
import type { Play } from "@largesse/contracts/documents";
import { Select, Switch } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count, CountOrNone } from "../parts/Count";
import { having } from "../parts/having";
import { KindOfPoints } from "../parts/KindOfPoints";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";

const PERIODS = ["once", "day", "week", "month", "activity"] as const;
const ONE_A_DAY = { period: "day", units: 1, carry_over: false } as const;

interface ChancesProps {
  play: Play;
  put: (play: Play) => void;
}

export function Chances({ play, put }: ChancesProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { chances = { ...ONE_A_DAY, units: 0 } } = play;
  if (play.cost?.kind !== "chance") return null;
  return (
    <At part="chances">
      <Count
        label={t("plays.chances")}
        part="units"
        max={1000}
        value={chances.units}
        put={(units) => put({ ...play, chances: { ...chances, units } })}
      />
      <At part="period">
        <Select
          label={t("plays.period")}
          readOnly={!editable}
          allowDeselect={false}
          value={chances.period}
          data={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          onChange={(value) =>
            value && put({ ...play, chances: { ...chances, period: value as (typeof PERIODS)[number] } })
          }
        />
      </At>
    </At>
  );
}

/** What an attempt costs in points; empty: nothing. */
function Price({ play, put }: ChancesProps) {
  const { t } = useWords();
  const price = play.cost?.kind === "points" ? play.cost : undefined;
  return (
    <div className={styles.fields}>
      <CountOrNone
        label={t("plays.points")}
        empty={t("plays.points.none")}
        part="units"
        min={1}
        max={1_000_000}
        value={price?.units}
        put={(units) =>
          put({ ...play, cost: units === undefined ? { kind: "none" } : { ...price, kind: "points", units } })
        }
      />
      {price && (
        <KindOfPoints
          part="points_kind"
          value={price.points_kind}
          put={(kind) => put({ ...play, cost: having(price, "points_kind", kind) })}
        />
      )}
    </div>
  );
}

/** Whether an attempt uses up a chance. */
export function Costs({ play, put }: ChancesProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const costs = play.cost?.kind === "chance";
  const change = (wanted: boolean) =>
    put(
      wanted
        ? { ...play, cost: { kind: "chance", units: 1 }, chances: play.chances ?? ONE_A_DAY }
        : { ...having(play, "chances", undefined), cost: { kind: "none" } },
    );
  return (
    <At part="cost">
      <Switch
        mt="sm"
        label={t("plays.costs")}
        description={t("plays.costs.lead")}
        disabled={!editable}
        checked={costs}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      {!costs && <Price play={play} put={put} />}
    </At>
  );
}
