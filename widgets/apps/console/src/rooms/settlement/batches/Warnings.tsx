/** What a reader must know before a batch's figures: uses taken back since, and that it is void. */
import type { SettlementBatchShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount, When } from "../../../parts/figures";
import { Note } from "../../../parts/page";

export function Warnings({ batch }: { batch: SettlementBatchShown }) {
  const { t } = useWords();
  const { takenBack } = batch;
  return (
    <>
      {batch.uncompared > 0 && batch.runHash && (
        <Note tone="warn">{t("settlement.unmatched.some", { count: batch.uncompared })}</Note>
      )}
      {takenBack && (
        <Note tone={batch.approvedBy ? "warn" : "bad"}>
          {t(batch.approvedBy ? "settlement.takenBack.owed" : "settlement.takenBack.refused", {
            uses: takenBack.uses,
          })}{" "}
          <Amount of={takenBack.amount} />
        </Note>
      )}
      {batch.voidedBy && (
        <Note tone="warn">
          {t("settlement.voided.by", { who: batch.voidedBy, why: batch.voidReason })}{" "}
          <When at={batch.voidedAt} />
        </Note>
      )}
    </>
  );
}
