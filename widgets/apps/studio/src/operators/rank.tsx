/** `rank`: clients stand in an order by a state; at the end of each cycle places bring their outcomes. */
import type { DecideRank, PlayOutcome } from "@largesse/contracts/documents";
import { useDocument } from "../desk";
import { At } from "../parts/At";
import { Chosen } from "../parts/Chosen";
import { Count } from "../parts/Count";
import { StateChoice } from "../parts/Named";
import { Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { free } from "../settings/names";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";
import { fresh, mainOf, newOutcome, plain, unnumbered } from "./outcomes";

const PLACES_MAX = 10_000;
const CYCLES = ["activity", "day", "week", "month"] as const;
const TIES = ["earliest", "shared"] as const;
const COUNTED = { "zh-CN": "已计入排名", en: "Counted" };

/** Whether the places alone say how many gifts there are. */
const counts = ({ cycle, tie_break }: Pick<DecideRank, "cycle" | "tie_break">): boolean =>
  cycle === "activity" && tie_break === "earliest";

/** Settings whose outcomes have no number of their own where the places say it. */
const numbered = (decide: DecideRank): DecideRank =>
  counts(decide)
    ? { ...decide, bands: decide.bands.map((one) => ({ ...one, outcome: unnumbered(one.outcome) })) }
    : decide;

/** Places with what each of them brings. */
function Bands({ decide, put }: Pick<EditorProps<DecideRank>, "decide" | "put">) {
  const { t, of } = useWords();
  const { bands } = decide;
  const last = bands.at(-1)?.to ?? 0;
  return (
    <>
      <Heading title={t("rank.bands")} lead={t("rank.bands.lead")} />
      <Rows
        label={t("rank.bands")}
        part="bands"
        rows={bands}
        put={(next) => put({ ...decide, bands: next })}
        name={(one) => t("rank.band", { from: one.from, to: one.to, title: of(one.outcome.title) })}
        min={1}
        max={20}
        add={{
          says: t("rank.add"),
          row: () => ({
            from: Math.min(last + 1, PLACES_MAX),
            to: Math.min(last + 1, PLACES_MAX),
            outcome: newOutcome({ entry: decide.entry, bands }),
          }),
        }}
      >
        {(one, write) => (
          <>
            <div className={styles.fields}>
              <Count
                label={t("rank.from")}
                part="from"
                min={1}
                max={PLACES_MAX}
                value={one.from}
                put={(from) => write({ ...one, from })}
              />
              <Count
                label={t("rank.to")}
                part="to"
                min={1}
                max={PLACES_MAX}
                value={one.to}
                put={(to) => write({ ...one, to })}
              />
            </div>
            <At part="outcome">
              <OutcomeEditor
                outcome={one.outcome}
                numbered={!counts(decide)}
                put={(outcome) => write({ ...one, outcome })}
              />
            </At>
          </>
        )}
      </Rows>
    </>
  );
}

function Editor({ decide, put }: EditorProps<DecideRank>) {
  const { t } = useWords();
  const none = useDocument((document) => document.states.length === 0);
  return (
    <>
      <div className={styles.fields}>
        <StateChoice
          label={t("rank.state")}
          value={decide.state}
          put={(state) => put({ ...decide, state })}
        />
        <Chosen
          label={t("rank.cycle")}
          part="cycle"
          value={decide.cycle}
          among={CYCLES}
          words="rank.cycle"
          hint={t("rank.cycle.lead")}
          put={(cycle) => put(numbered({ ...decide, cycle }))}
        />
        <Chosen
          label={t("rank.tie")}
          part="tie_break"
          value={decide.tie_break}
          among={TIES}
          words="rank.tie"
          hint={t("rank.tie.lead")}
          put={(tie_break) => put(numbered({ ...decide, tie_break }))}
        />
      </div>
      {none && (
        <p className={styles.lead}>
          <a href="#set-states">{t("threshold.noState")}</a>
        </p>
      )}
      <Bands decide={decide} put={put} />
      <Heading title={t("rank.entry")} lead={t("rank.entry.lead")} />
      <At part="entry">
        <OutcomeEditor outcome={decide.entry} put={(entry) => put({ ...decide, entry })} />
      </At>
    </>
  );
}

export const rank: Operator<DecideRank> = {
  op: "rank",
  byChance: false,
  bounded: true,
  begin: (from) => {
    const giving: PlayOutcome[] = from.outcomes.filter((one) => one.effects.length > 0);
    let next = 1;
    const bands = (giving.length > 0 ? giving : [mainOf(from)]).slice(0, 20).map((one) => {
      const start = next;
      next = Math.min(start + Math.max(1, Math.min(one.stock ?? 1, 100)), PLACES_MAX);
      return { from: start, to: Math.max(start, next - 1), outcome: plain(one) };
    });
    const taken = bands.map((one) => one.outcome.id);
    return numbered({
      op: "rank",
      state: from.document.states[0]?.id ?? "",
      cycle: "activity",
      tie_break: "earliest",
      entry: fresh(free(taken, "counted-"), COUNTED),
      bands,
    });
  },
  placed: (decide) => [
    decide.entry,
    ...decide.bands.map(({ from, to, outcome }) =>
      counts(decide) ? { ...outcome, stock: Math.max(0, to - from + 1) } : outcome,
    ),
  ],
  Editor,
};
