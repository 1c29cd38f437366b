/** What was drawn against what each draw stated: a table a play, and a sentence that says whether it fits. */
import type { DutyWatchShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count, percent } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";

type Drawing = DutyWatchShown["drawings"][number];
const TONES = { fits: "good", off: "bad", skewed: "warn", few: "info" } as const;

export function Drawings({ drawings }: { drawings: Drawing[] }) {
  const { t } = useWords();
  return (
    <Section title={t("duty.odds")}>
      <p className={styles.muted} style={{ maxWidth: "80ch" }}>
        {t(drawings.length === 0 ? "duty.odds.none" : "duty.odds.lead")}
      </p>
      {drawings.map((one) => (
        <One key={`${one.play}/${one.oddsHash}`} drawing={one} />
      ))}
    </Section>
  );
}

export const chance = (p: number | null): string => (p === null ? "–" : p < 0.001 ? "< 0.001" : p.toFixed(3));

function One({ drawing }: { drawing: Drawing }) {
  const { t } = useWords();
  const verdict = drawing.verdict as keyof typeof TONES;
  const label = `${drawing.title} · ${t("duty.odds")}`;
  return (
    <div style={{ marginBottom: 20 }}>
      <h3 style={{ fontSize: 14, margin: "0 0 6px" }}>
        {drawing.title} · <Count of={drawing.draws} />{" "}
        <span className={styles.muted}>
          <Hash of={drawing.oddsHash} />
        </span>
      </h3>
      <Note tone={TONES[verdict]}>
        {t(`duty.odds.${verdict}`, { p: chance(drawing.p), count: drawing.refusedAfter })}
      </Note>
      <div className={styles.sheet}>
        <Table label={label}>
          <thead>
            <tr>
              <th scope="col">{t("duty.odds.outcome")}</th>
              {["stated", "expected", "met", "instead"].map((head) => (
                <th key={head} scope="col" className={styles.right}>
                  {t(`duty.odds.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawing.outcomes.map((one) => (
              <tr key={one.id}>
                <td>{one.title}</td>
                <td className={styles.right}>{percent(one.statedPpm)}</td>
                <td className={styles.right}>{one.expected.toFixed(1)}</td>
                <td className={styles.right}>
                  <Count of={one.met} />
                </td>
                <td className={styles.right}>
                  <Count of={one.instead} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  );
}
