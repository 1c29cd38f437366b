/** What a second person of compliance must see of a rule: everything that is kept of it, before beside after. */
import { ApproveGuardRule, ReturnGuardRule, WithdrawGuardRule } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Note, Section } from "../../../parts/page";
import parts from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import { type Difference, linesOf } from "./kept";
import styles from "./rules.module.css";

function Case({ difference }: CaseProps) {
  const { t } = useWords();
  const { before, after } = difference as Difference;
  const was = new Map(linesOf(before, t));
  return (
    <>
      <Note tone="warn">{t("rules.case")}</Note>
      <Section title={t("rules.case.title")}>
        <div className={parts.sheet}>
          <Table words label={t("rules.case.title")}>
            <thead>
              <tr>
                <th>{t("changes.what")}</th>
                <th>{t("changes.before")}</th>
                <th>{t("changes.after")}</th>
              </tr>
            </thead>
            <tbody className={styles.lines}>
              {linesOf(after, t).map(([key, now]) => (
                <tr key={key}>
                  <td>{t(key)}</td>
                  <td className={parts.muted}>{was.get(key)}</td>
                  <td>{was.get(key) === now ? now : <b>{now}</b>}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </Section>
    </>
  );
}

export const ruleCase: ApprovalCase = {
  kind: "activities.rule",
  Case,
  approve: ApproveGuardRule,
  back: ReturnGuardRule,
  withdraw: WithdrawGuardRule,
  subject: (id) => ({ version: textId("rul", id) }),
  steps: false,
};
