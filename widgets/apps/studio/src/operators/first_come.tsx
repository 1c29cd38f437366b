/** `first_come`: so many at once and more at set times, for whoever comes first. */
import type { ActivityDocument, DecideFirstCome } from "@largesse/contracts/documents";
import { instantIn, shownIn } from "@largesse/kernel";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import { Fallback, Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { Moment } from "../settings/fields";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, mainOf, unnumbered } from "./outcomes";

const DAY_MS = 86_400_000;
const UNITS_AT_FIRST = 100;

/** The same wall clock a day later than the last release, or than the start. */
function nextDay({ window }: Pick<ActivityDocument, "window">, release: readonly { at: string }[]): string {
  const last = Date.parse(release.at(-1)?.at ?? window.start);
  return instantIn(shownIn(last + DAY_MS, window.tz), window.tz);
}

function Editor({ decide, put }: EditorProps<DecideFirstCome>) {
  const { t } = useWords();
  const { now } = useDesk();
  const release = decide.release ?? [];
  const all = release.reduce((sum, one) => sum + one.n, decide.stock);
  return (
    <>
      <div className={styles.fields}>
        <Count
          label={t("first_come.stock")}
          part="stock"
          value={decide.stock}
          put={(stock) => put({ ...decide, stock })}
        />
      </div>
      <Heading title={t("first_come.releases")} lead={t("first_come.lead")} />
      <Rows
        label={t("first_come.releases")}
        part="release"
        rows={release}
        put={(next) => put(having(decide, "release", next.length ? next : undefined))}
        name={(_, at) => t("first_come.release", { place: at + 1 })}
        max={200}
        boxed={false}
        ordered={false}
        add={{
          says: t("first_come.add"),
          row: () => ({ at: nextDay(now(), release), n: UNITS_AT_FIRST }),
        }}
      >
        {(one, write) => (
          <div className={styles.fields} style={{ marginTop: 0 }}>
            <At part="at">
              <Moment label={t("first_come.at")} at={one.at} onChange={(at) => write({ ...one, at })} />
            </At>
            <Count
              label={t("first_come.n")}
              part="n"
              min={1}
              value={one.n}
              put={(n) => write({ ...one, n })}
            />
          </div>
        )}
      </Rows>
      <p className={styles.sum} aria-live="polite">
        {t("first_come.sum", { units: all.toLocaleString() })}
      </p>
      <Heading title={t("first_come.gets")} />
      <At part="outcome">
        <OutcomeEditor
          outcome={decide.outcome}
          numbered={false}
          put={(outcome) => put({ ...decide, outcome })}
        />
      </At>
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </>
  );
}

export const first_come: Operator<DecideFirstCome> = {
  op: "first_come",
  byChance: false,
  begin: (from) => {
    const main = mainOf(from);
    return {
      op: "first_come",
      stock: main.stock ?? UNITS_AT_FIRST,
      outcome: unnumbered(main),
      ...fallbackOf(from),
    };
  },
  placed: ({ stock, release, outcome }) => [
    { ...outcome, stock: (release ?? []).reduce((sum, one) => sum + one.n, stock) },
  ],
  Editor,
};
