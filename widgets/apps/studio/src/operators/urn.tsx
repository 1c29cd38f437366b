/** `urn`: so many pieces of each outcome, drawn without putting back; the odds that they make are shown live. */
import type { DecideUrn, DecideUrnItem } from "@largesse/contracts/documents";
import { percentOf } from "@largesse/kernel";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import { Fallback, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { useWords } from "../words";
import { allocate, WHOLE_PPM } from "./odds";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, GIFT, NO_PRIZE, newOutcome, unnumbered } from "./outcomes";

const PIECES_MAX = 1_000_000;
const PIECES_AT_FIRST = 10;

const oddsOf = (items: readonly DecideUrnItem[]): number[] =>
  allocate(
    WHOLE_PPM,
    items.map((item) => item.n),
  );

function Editor({ decide, put }: EditorProps<DecideUrn>) {
  const { t, of } = useWords();
  const odds = oddsOf(decide.items);
  const pieces = decide.items.reduce((sum, item) => sum + item.n, 0);
  return (
    <>
      <Rows
        label={t("odds.prizes")}
        part="items"
        rows={decide.items}
        put={(items) => put({ ...decide, items })}
        name={(item) => of(item.outcome.title)}
        min={1}
        max={50}
        add={{ says: t("odds.add"), row: () => ({ n: 1, outcome: newOutcome(decide) }) }}
      >
        {(item, write, at) => (
          <OutcomeEditor
            outcome={item.outcome}
            put={(outcome) => write({ ...item, outcome })}
            numbered={false}
            more={
              <Count
                label={t("urn.pieces")}
                part="n"
                min={1}
                max={PIECES_MAX}
                behind={percentOf(odds[at] ?? 0)}
                value={item.n}
                put={(n) => write({ ...item, n })}
              />
            }
          />
        )}
      </Rows>
      <p className={styles.sum} aria-live="polite">
        {t("urn.sum", { pieces: pieces.toLocaleString() })}
      </p>
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </>
  );
}

export const urn: Operator<DecideUrn> = {
  op: "urn",
  byChance: true,
  begin: (from) => ({
    op: "urn",
    items: from.outcomes.length
      ? from.outcomes.map((one) => ({ n: one.stock || PIECES_AT_FIRST, outcome: unnumbered(one) }))
      : [
          { n: PIECES_AT_FIRST, outcome: fresh("gift", GIFT) },
          { n: 90, outcome: fresh("none", NO_PRIZE) },
        ],
    ...fallbackOf(from),
  }),
  placed: ({ items }) => {
    const odds = oddsOf(items);
    return items.map(({ n, outcome }, at) => ({ ...outcome, stock: n, ppm: odds[at] ?? 0 }));
  },
  Editor,
};
