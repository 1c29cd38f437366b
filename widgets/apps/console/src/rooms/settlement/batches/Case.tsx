/** What an approver must see of a settlement batch: its figures and every difference. */
import { useRead } from "../../../api/ask";
import { ApproveBatch, ReturnBatch, SettlementBatch, WithdrawBatch } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { Section } from "../../../parts/page";
import { Reveal } from "../../../parts/states";
import { Breaks } from "../breaks/List";
import { Sides, Waterfall } from "./Figures";
import { Warnings } from "./Warnings";

function Case({ subject }: CaseProps) {
  const { t } = useWords();
  const reading = useRead(SettlementBatch, { id: subject });
  return (
    <Reveal reading={reading} pick={(data) => data.batch}>
      {(batch) => (
        <>
          <Warnings batch={batch} />
          <Waterfall batch={batch} />
          <Sides batch={batch} />
          <Section title={t("place.breaks")}>
            <Breaks batch={batch} changed={reading.again} />
          </Section>
        </>
      )}
    </Reveal>
  );
}

export const settlementCase: ApprovalCase = {
  kind: "settlement.batch",
  Case,
  approve: ApproveBatch,
  back: ReturnBatch,
  withdraw: WithdrawBatch,
  subject: (id) => ({ batch: textId("bch", id) }),
  steps: false,
};
