/** What a second person must see before an order counts as served: which right, what it costs, the evidence. */
import { Link } from "wouter";
import { ApproveOrderDone, ReturnOrderDone, WithdrawOrderDone } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, minor } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { FileLink } from "./Evidence";

/** What the platform keeps for an approver. */
interface Done {
  order: string;
  title: Localized;
  state: string;
  words: string;
  reference: string;
  files?: Array<{ id: string; name: string; size_bytes: number }>;
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
          ["orders.files", <Files key="files" of={after.files ?? []} />],
          ["entitlements.right", of(after.title)],
          [
            "orders.order",
            <Link key="order" href={`/rights/orders/${after.order}`}>
              {after.order}
            </Link>,
          ],
          ["orders.stood", <Status key="stood" of={after.state} />],
          ["rights.cost", <Amount key="cost" of={minor(after.unit_cost_minor, after.currency)} />],
        ]}
      />
    </Section>
  );
}

function Files({ of }: { of: NonNullable<Done["files"]> }) {
  const { t } = useWords();
  if (of.length === 0) return t("orders.files.none");
  return (
    <ul>
      {of.map((one) => (
        <li key={one.id}>
          <FileLink
            of={{ id: textId("oev", one.id), name: one.name, sizeBytes: one.size_bytes, kept: true }}
          />
        </li>
      ))}
    </ul>
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
