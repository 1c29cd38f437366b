/** What an approver must see of a right that an adviser asks to hand over: whose, what, its cost, and the note. */
import { Link } from "wouter";
import { ApproveHanding, ReturnHanding, WithdrawHanding } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, minor } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";

/** What the platform keeps for an approver. */
interface Proposed {
  client: string;
  client_id: string;
  adviser: string;
  batch: string;
  batch_code: string;
  title: Localized;
  worth_minor: number;
  unit_cost_minor: number;
  currency: string;
  limit: number;
  note: string;
}

function Case({ difference }: CaseProps) {
  const { t, of } = useWords();
  const { after } = difference as { after: Proposed };
  const money = (amount: number) => <Amount of={minor(amount, after.currency)} />;
  return (
    <Section title={t("case.facts")}>
      <FactList
        facts={[
          [
            "entitlements.holder",
            <Link key="client" href={`/clients/${textId("cli", after.client_id)}`}>
              {after.client}
            </Link>,
          ],
          ["hand.adviser", after.adviser],
          [
            "hand.right",
            <Link key="batch" href={`/rights/batches/${textId("bat", after.batch)}`}>
              {of(after.title)} · {after.batch_code}
            </Link>,
          ],
          ["rights.cost", money(after.unit_cost_minor)],
          ["hand.worth", money(after.worth_minor)],
          ["hand.limit", money(after.limit)],
          ["hand.note", after.note],
        ]}
      />
    </Section>
  );
}

export const handingCase: ApprovalCase = {
  kind: "rights.handing",
  Case,
  approve: ApproveHanding,
  back: ReturnHanding,
  withdraw: WithdrawHanding,
  subject: (id) => ({ handing: textId("hrq", id) }),
  steps: false,
};
