/** What an approver must see of a file of rights: how many of what, what it costs whom, and what stays out. */
import { Link } from "wouter";
import { ApproveGrants, ReturnGrants, WithdrawGrants } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, Count, minor } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";
import { Table } from "../../../parts/table";

/** What the platform keeps for an approver. */
interface Brought {
  system: string;
  file: string;
  budget_title: Localized;
  rows: number;
  good: number;
  cost_minor: number;
  budget_left_minor: number;
  currency: string;
  skus: Array<{ sku: string; rights: number }>;
}

function Case({ subject, difference }: CaseProps) {
  const { t, of } = useWords();
  const { after } = difference as { after: Brought };
  const money = (amount: number) => <Amount of={minor(amount, after.currency)} />;
  return (
    <>
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["elsewhere.system", after.system],
            [
              "elsewhere.file",
              <Link key="file" href={`/rights/elsewhere/${textId("ewf", subject)}`}>
                {after.file}
              </Link>,
            ],
            ["elsewhere.rows", <Count key="rows" of={after.rows} />],
            ["elsewhere.good", <Count key="good" of={after.good} />],
            ["batches.budget", of(after.budget_title)],
            ["elsewhere.cost", money(after.cost_minor)],
            ["elsewhere.budgetLeft", money(after.budget_left_minor)],
          ]}
        />
      </Section>
      <Section title={t("elsewhere.bySku")}>
        <Table label={t("elsewhere.bySku")}>
          <tbody>
            {after.skus.map((one) => (
              <tr key={one.sku}>
                <th scope="row">{one.sku}</th>
                <td>
                  <Count of={one.rights} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  );
}

export const elsewhereCase: ApprovalCase = {
  kind: "rights.elsewhere_file",
  Case,
  approve: ApproveGrants,
  back: ReturnGrants,
  withdraw: WithdrawGrants,
  subject: (id) => ({ file: textId("ewf", id) }),
  steps: false,
};
