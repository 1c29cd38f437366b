/** `timed_draw`: clients enter until a close; public numbers of a later hour select so many of them. */
import type { DecideTimedDraw, PlayOutcome } from "@largesse/contracts/documents";
import { instantIn, shownIn } from "@largesse/kernel";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { Moment, TextPair } from "../settings/fields";
import { free } from "../settings/names";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";
import { fresh, mainOf, newOutcome, unnumbered } from "./outcomes";

const DAY_MS = 86_400_000;
const NUMBERS = 7;
const WINNERS_MAX = 3000;
const ENTERED = { "zh-CN": "已参与抽签", en: "You are in the draw" };
const SOURCE = { "zh-CN": "双色球（开奖期号）", en: "Double Colour Ball (issue)" };

function Editor({ decide, put }: EditorProps<DecideTimedDraw>) {
  const { t, of } = useWords();
  const { seed_source: source, winners } = decide;
  const places = winners.reduce((sum, one) => sum + one.n, 0);
  const all = { entry: decide.entry, winners };
  return (
    <>
      <div className={styles.fields}>
        <At part="entry_close">
          <Moment
            label={t("timed_draw.close")}
            at={decide.entry_close}
            onChange={(entry_close) => put({ ...decide, entry_close })}
          />
        </At>
      </div>
      <Heading title={t("timed_draw.source")} lead={t("timed_draw.source.lead")} />
      <At part="seed_source">
        <At part="name">
          <TextPair
            label={t("timed_draw.source.name")}
            required
            value={source.name}
            onChange={(name) => name && put({ ...decide, seed_source: { ...source, name } })}
          />
        </At>
        <div className={styles.fields}>
          <At part="at">
            <Moment
              label={t("timed_draw.source.at")}
              at={source.at}
              onChange={(at) => put({ ...decide, seed_source: { ...source, at } })}
            />
          </At>
          <Count
            label={t("timed_draw.source.count")}
            part="count"
            min={1}
            max={50}
            value={source.count}
            put={(count) => put({ ...decide, seed_source: { ...source, count } })}
          />
        </div>
      </At>
      <Heading title={t("timed_draw.winners")} lead={t("timed_draw.winners.lead")} />
      <Rows
        label={t("timed_draw.winners")}
        part="winners"
        rows={winners}
        put={(next) => put({ ...decide, winners: next })}
        name={(one) => of(one.outcome.title)}
        min={1}
        max={20}
        add={{ says: t("timed_draw.add"), row: () => ({ n: 1, outcome: newOutcome(all) }) }}
      >
        {(one, write) => (
          <At part="outcome">
            <OutcomeEditor
              outcome={one.outcome}
              numbered={false}
              more={
                <Count
                  label={t("timed_draw.n")}
                  min={1}
                  max={WINNERS_MAX}
                  value={one.n}
                  put={(n) => write({ ...one, n })}
                />
              }
              put={(outcome) => write({ ...one, outcome })}
            />
          </At>
        )}
      </Rows>
      <p className={styles.sum} aria-live="polite">
        {t("timed_draw.sum", { places: places.toLocaleString() })}
      </p>
      <Heading title={t("timed_draw.entry")} lead={t("timed_draw.entry.lead")} />
      <At part="entry">
        <OutcomeEditor outcome={decide.entry} put={(entry) => put({ ...decide, entry })} />
      </At>
    </>
  );
}

/** The same wall clock so many days before the activity ends, and not before it begins. */
function before(end: string, days: number, start: string, tz: string): string {
  const at = Math.max(Date.parse(end) - days * DAY_MS, (Date.parse(start) + Date.parse(end)) / 2);
  return instantIn(shownIn(at, tz), tz);
}

export const timed_draw: Operator<DecideTimedDraw> = {
  op: "timed_draw",
  byChance: true,
  begin: (from) => {
    const { start, end, tz } = from.document.window;
    const prizes: PlayOutcome[] = from.outcomes.filter((one) => one.effects.length > 0);
    const winners = (prizes.length > 0 ? prizes : [mainOf(from)]).slice(0, 20).map((one) => ({
      n: Math.min(one.stock ?? 1, WINNERS_MAX) || 1,
      outcome: unnumbered(one),
    }));
    const id = free(
      winners.map((one) => one.outcome.id),
      "entered-",
    );
    const close = before(end, 1, start, tz);
    return {
      op: "timed_draw",
      entry_close: close,
      seed_source: {
        name: SOURCE,
        at: instantIn(shownIn(Date.parse(close) + DAY_MS, tz), tz),
        count: NUMBERS,
      },
      entry: fresh(id, ENTERED),
      winners,
    };
  },
  placed: ({ entry, winners }) => [entry, ...winners.map(({ n, outcome }) => ({ ...outcome, stock: n }))],
  Editor,
};
