/** What an approver must see of an issue batch: the worst case, what the budget has left, the batch itself. */
import type { ReactNode } from "react";
import { useRead } from "../../../api/ask";
import {
  ApproveIssueBatch,
  IssueBatch,
  ReturnIssueBatch,
  WithdrawIssueBatch,
} from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, Count, FigureCard, minor } from "../../../parts/figures";
import { FactList, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { useClock } from "../../../parts/time";
import { BatchTerms } from "./Terms";

/** What the platform keeps for an approver. */
interface Summary {
  worst_case_minor: number;
  budget_left_minor: number;
  currency: string;
  /** How many codes its pool lacks for it; left out where its codes come in another way. */
  codes_short?: number;
  /** What a right awards, where it is one of points. */
  points?: number;
  points_kind?: Localized;
}

/** A right of points says what it awards; whoever signs the batch signs that. */
function awarded(
  { points, points_kind }: Summary,
  of: (text?: Localized) => string,
): Array<[string, ReactNode]> {
  if (points === undefined) return [];
  const figure = (
    <span key="points">
      {of(points_kind)} <Count of={points} />
    </span>
  );
  return [["batches.points", figure]];
}

function Case({ subject, summary: told }: CaseProps) {
  const { t, of } = useWords();
  const clock = useClock();
  const summary = told as Summary;
  const reading = useRead(IssueBatch, { id: textId("bat", subject) });
  return (
    <>
      <div className={styles.cards}>
        <FigureCard
          label={t("case.worst")}
          value={<Amount of={minor(summary.worst_case_minor, summary.currency)} />}
        />
        <FigureCard
          label={t("case.left")}
          value={<Amount of={minor(summary.budget_left_minor, summary.currency)} />}
        />
      </div>
      {summary.codes_short ? (
        <Note tone="warn">{t("batches.codesShort", { count: summary.codes_short })}</Note>
      ) : null}
      <Section title={t("case.facts")}>
        <Reveal reading={reading} pick={(data) => data.issueBatch}>
          {(batch) => (
            <>
              <FactList
                facts={[
                  ["name", batch.name],
                  ["code", <code key="code">{batch.code}</code>],
                  ["batches.sku", batch.skuName],
                  ["batches.total", <Count key="total" of={batch.total} />],
                  ["rights.cost", <Amount key="cost" of={batch.unitCost} />],
                  ["rights.market", <Amount key="market" of={batch.marketValue} />],
                  ...awarded(summary, of),
                  ["batches.budget", batch.budgetName],
                  ["batches.window", clock.days(batch.startsAt, batch.endsAt)],
                  ["unit", batch.unitName],
                ]}
              />
              <BatchTerms batch={batch} />
            </>
          )}
        </Reveal>
      </Section>
    </>
  );
}

export const issueCase: ApprovalCase = {
  kind: "rights.batch",
  Case,
  approve: ApproveIssueBatch,
  back: ReturnIssueBatch,
  withdraw: WithdrawIssueBatch,
  subject: (id) => ({ batch: textId("bat", id) }),
  steps: false,
};
