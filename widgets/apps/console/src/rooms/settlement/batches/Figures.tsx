/** A batch in figures: from billed to payable, and both sides against each other. */
import type { SettlementBatchShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import own from "../settlement.module.css";

export function Waterfall({ batch }: { batch: SettlementBatchShown }) {
  return (
    <div className={`${styles.cards} ${own.steps}`}>
      {batch.waterfall.map((step) => (
        <div key={step.step} className={styles.card}>
          <span className={styles.muted}>{step.name}</span>
          <span
            className={styles.big}
            style={{
              fontSize: 20,
              margin: "6px 0 0",
              color: ["payable", "claim"].includes(step.step) ? "var(--lg-accent-text)" : undefined,
            }}
          >
            <Result step={step} batch={batch} />
          </span>
        </div>
      ))}
    </div>
  );
}

interface ResultProps {
  step: SettlementBatchShown["waterfall"][number];
  batch: SettlementBatchShown;
}

/** What is paid is struck out once the batch is void, and not known before anything was compared. */
function Result({ step, batch }: ResultProps) {
  const { t } = useWords();
  if (!["payable", "claim"].includes(step.step)) return <Amount of={step.amount} />;
  const { currency } = step.amount; // the step's own name says which way it goes
  const result = { amountMinor: Math.abs(step.amount.amountMinor), currency };
  if (batch.voidedAt)
    return (
      <>
        <s>
          <Amount of={result} />
        </s>
        <small className={own.said}>{t("settlement.void.nothing")}</small>
      </>
    );
  if (!batch.runHash) return <span className={own.said}>{t("settlement.unmatched")}</span>;
  return <Amount of={result} />;
}

const PARTS = ["total", "matched", "disposed", "carried"] as const;

export function Sides({ batch }: { batch: SettlementBatchShown }) {
  const { t } = useWords();
  return (
    <Section title={t("settlement.sides")}>
      <div className={styles.sheet}>
        <Table label={t("settlement.sides")}>
          <thead>
            <tr>
              <th>{t("settlement.side")}</th>
              {PARTS.map((part) => (
                <th key={part} className={styles.right}>
                  {t(`settlement.${part}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(["lines", "items"] as const).map((side) => (
              <tr key={side}>
                <td>{t(`settlement.${side}`)}</td>
                {PARTS.map((part) => (
                  <td key={part} className={styles.right}>
                    <Amount of={batch[side][part]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
