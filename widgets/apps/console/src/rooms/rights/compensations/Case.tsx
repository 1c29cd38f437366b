/** What an approver must see of a compensation: what failed whom, what is given for it, what it is worth, and why. */
import { Link } from "wouter";
import { ApproveCompensation, ReturnCompensation, WithdrawCompensation } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { grouped, type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Amount, minor } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";

/** What the platform keeps for an approver. */
interface Proposed {
  original: string;
  original_title: Localized;
  original_state: string;
  client: string;
  cause: string;
  title: Localized;
  points: number;
  worth_minor: number;
  unit_cost_minor: number;
  currency: string;
  limit: number;
  reason: string;
  note: string;
}

function Case({ difference }: CaseProps) {
  const { t, of } = useWords();
  const { after } = difference as { after: Proposed };
  const given = after.points
    ? t("compensations.points.of", { name: of(after.title), points: after.points })
    : of(after.title);
  const money = (amount: number) => <Amount of={minor(amount, after.currency)} />;
  return (
    <Section title={t("case.facts")}>
      <FactList
        facts={[
          ["reason", after.reason],
          ["compensations.cause", t(`compensations.cause.${after.cause}`)],
          ["entitlements.holder", after.client],
          [
            "compensations.original",
            <Link key="right" href={`/trail/${textId("ent", after.original)}`}>
              {of(after.original_title)} · {t(`state.${after.original_state}`)}
            </Link>,
          ],
          ["compensations.gets", given],
          ...(after.points
            ? ([["compensations.dayLimit", grouped(after.limit)]] as Array<[string, string]>)
            : ([
                ["compensations.worth", money(after.worth_minor)],
                ["rights.cost", money(after.unit_cost_minor)],
                ["compensations.alone", money(after.limit)],
              ] as Array<[string, ReturnType<typeof money>]>)),
          ["compensations.note", after.note || "–"],
        ]}
      />
    </Section>
  );
}

export const compensationCase: ApprovalCase = {
  kind: "rights.compensation",
  Case,
  approve: ApproveCompensation,
  back: ReturnCompensation,
  withdraw: WithdrawCompensation,
  subject: (id) => ({ compensation: textId("cps", id) }),
  steps: false,
};
