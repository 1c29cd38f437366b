/** What an approver must see of a revocation: whose right would end, what it is worth, and why. */
import { Link } from "wouter";
import { ApproveRevocation, ReturnRevocation, WithdrawRevocation } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, minor } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";
import { useClock } from "../../../parts/time";

/** What the platform keeps for an approver. */
interface Revoked {
  reason: string;
  title: Localized;
  batch_code: string;
  /** Not kept by what was proposed before batches were named here. */
  batch_title?: Localized;
  client: string;
  unit_cost_minor: number;
  currency: string;
  valid_to: string;
}

function Case({ subject, difference }: CaseProps) {
  const { t, of } = useWords();
  const clock = useClock();
  const { after } = difference as { after: Revoked };
  return (
    <Section title={t("case.facts")}>
      <FactList
        facts={[
          ["reason", after.reason],
          ["entitlements.holder", after.client],
          [
            "entitlements.right",
            <Link key="right" href={`/trail/${textId("ent", subject)}`}>
              {of(after.title)}
            </Link>,
          ],
          ["batches.batch", after.batch_title ? of(after.batch_title) : after.batch_code],
          ["rights.cost", <Amount key="cost" of={minor(after.unit_cost_minor, after.currency)} />],
          ["entitlements.until", clock.lastDay(after.valid_to)],
        ]}
      />
    </Section>
  );
}

export const revocationCase: ApprovalCase = {
  kind: "rights.revocation",
  Case,
  approve: ApproveRevocation,
  back: ReturnRevocation,
  withdraw: WithdrawRevocation,
  subject: (id) => ({ right: textId("ent", id) }),
  steps: false,
};
