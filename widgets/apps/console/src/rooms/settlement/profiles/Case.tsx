/** What a second person must see of a column mapping that others use by default: every column, before beside after. */
import { useRead } from "../../../api/ask";
import {
  ApproveStatementProfile,
  ReturnStatementProfile,
  StatementProfile,
  WithdrawStatementProfile,
} from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { FactList, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { type Body, linesOf, readsFor } from "./lines";

interface Difference {
  before: Body | null;
  after: Body;
}

function Case({ subject, difference }: CaseProps) {
  const { t } = useWords();
  const reading = useRead(StatementProfile, { profile: textId("pro", subject) });
  const { before, after } = difference as Difference;
  const lines = linesOf(before, after, t);
  return (
    <Reveal reading={reading} pick={(data) => data.statementProfile}>
      {(profile) => (
        <>
          <Note tone="warn">{t(`mapping.case.${readsFor(profile)}`)}</Note>
          <Section title={t("case.facts")}>
            <FactList
              facts={[
                ["name", `${profile.name} v${profile.version}`],
                ["unit", profile.unitName],
                [
                  "mapping.default",
                  profile.providerName ||
                    t(readsFor(profile) === "all" ? "mapping.everyone" : "mapping.nobody"),
                ],
                ["mapping.maker", profile.makerName],
              ]}
            />
          </Section>
          <Section title={t("place.profiles")}>
            <div className={styles.sheet}>
              <Table words label={t("place.profiles")}>
                <thead>
                  <tr>
                    <th>{t("changes.what")}</th>
                    {before && <th>{t("changes.before")}</th>}
                    <th>{t(before ? "changes.after" : "mapping.value")}</th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <tr key={line.key}>
                      <td>{line.what}</td>
                      {before && <td className={styles.muted}>{line.before}</td>}
                      <td>{line.before === line.after ? line.after : <b>{line.after}</b>}</td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            </div>
          </Section>
        </>
      )}
    </Reveal>
  );
}

export const profileCase: ApprovalCase = {
  kind: "settlement.profile",
  Case,
  approve: ApproveStatementProfile,
  back: ReturnStatementProfile,
  withdraw: WithdrawStatementProfile,
  subject: (id) => ({ profile: textId("pro", id) }),
  steps: false,
};
