/** What an approver must see of a raise: the cap now and then, what is promised, and why. */
import { Link } from "wouter";
import { ApproveBudgetRaise, ReturnBudgetRaise, WithdrawBudgetRaise } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, FigureCard, minor } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";

/** What the platform keeps for an approver. */
interface Summary {
  from_minor: number;
  to_minor: number;
  promised_minor: number;
  currency: string;
  reason: string;
}

function Case({ subject, summary: told }: CaseProps) {
  const { t } = useWords();
  const summary = told as Summary;
  const shown = (amount: number) => <Amount of={minor(amount, summary.currency)} />;
  return (
    <>
      <div className={styles.cards}>
        <FigureCard label={t("budgets.from")} value={shown(summary.from_minor)} />
        <FigureCard label={t("budgets.to")} value={shown(summary.to_minor)} />
        <FigureCard label={t("budgets.promised")} value={shown(summary.promised_minor)} />
      </div>
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["reason", summary.reason],
            [
              "batches.budget",
              <Link key="budget" href={`/rights/budgets/${textId("bud", subject)}`}>
                {t("budgets.case")}
              </Link>,
            ],
          ]}
        />
      </Section>
    </>
  );
}

export const raiseCase: ApprovalCase = {
  kind: "rights.budget",
  Case,
  approve: ApproveBudgetRaise,
  back: ReturnBudgetRaise,
  withdraw: WithdrawBudgetRaise,
  subject: (id) => ({ budget: textId("bud", id) }),
  steps: false,
};
