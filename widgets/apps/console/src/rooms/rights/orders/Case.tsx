/** What a second person must see before an order counts as served: which right, what it costs, the evidence. */
import { Link } from "wouter";
import { ApproveOrderDone, ReturnOrderDone, WithdrawOrderDone } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, minor } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";

/** What the platform keeps for an approver. */
interface Done {
  order: string;
  title: Localized;
  state: string;
  words: string;
  reference: string;
  unit_cost_minor: number;
  currency: string;
}

function Case({ difference }: CaseProps) {
  const { t, of } = useWords();
  const { after } = difference as { after: Done };
  return (
    <Section title={t("case.facts")}>
      <FactList
        facts={[
          ["orders.words", after.words],
          ["orders.reference", after.reference],
          ["entitlements.right", of(after.title)],
          [
            "orders.order",
            <Link key="order" href={`/rights/orders/${after.order}`}>
              {t(`state.${after.state}`)}
            </Link>,
          ],
          ["rights.cost", <Amount key="cost" of={minor(after.unit_cost_minor, after.currency)} />],
        ]}
      />
    </Section>
  );
}

export const orderDoneCase: ApprovalCase = {
  kind: "rights.order_done",
  Case,
  approve: ApproveOrderDone,
  back: ReturnOrderDone,
  withdraw: WithdrawOrderDone,
  subject: (id) => ({ order: textId("ord", id) }),
  steps: false,
};
