/** A batch that is proposed: a new one, or one that came back and is revised. */
import { useSearch } from "wouter";
import { CreateIssueBatch, type IssueBatchShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskForm } from "../../../parts/form";
import { nameFields } from "../../../parts/named";
import { useClock } from "../../../parts/time";

export function NewBatch({ done }: { done: () => void }) {
  const asked = new URLSearchParams(useSearch()).has("new");
  const { may } = useSigned();
  return may("rights.propose_batch") && <ProposeForm startOpen={asked} done={done} />;
}

interface ProposeFormProps {
  /** The returned batch that is revised; none for a new one. */
  of?: IssueBatchShown;
  startOpen?: boolean;
  done: () => void;
}

export function ProposeForm({ of: batch, startOpen = false, done }: ProposeFormProps) {
  const { t } = useWords();
  const clock = useClock();
  const label = t(batch ? "batches.revise" : "batches.new");
  return (
    <AskForm
      primary
      startOpen={startOpen}
      label={label}
      act={t("batches.submit")}
      lead={t("batches.new.lead")}
      document={CreateIssueBatch}
      said={t("batches.proposed")}
      done={done}
      toAsk={({ nameZh, nameEn, ...values }) => ({
        code: batch?.code,
        ...values,
        title: { zh: nameZh, en: nameEn },
        total: Number(values.total),
        startsAt: clock.instant(String(values.startsAt)),
        endsAt: clock.instant(String(values.endsAt)),
      })}
      fields={[
        ...(batch ? [] : [{ name: "code", label: "code" }]),
        ...nameFields("title", batch?.title),
        {
          name: "sku",
          label: "batches.sku",
          kind: "record",
          record: { kind: "sku" },
          initial: batch?.sku ?? "",
        },
        {
          name: "budget",
          label: "batches.budget",
          kind: "record",
          record: { kind: "budget" },
          initial: batch?.budget ?? "",
        },
        { name: "total", label: "batches.total", kind: "whole", initial: batch?.total ?? "" },
        { name: "startsAt", label: "starts", kind: "moment", initial: clock.wall(batch?.startsAt) },
        { name: "endsAt", label: "ends", kind: "moment", initial: clock.wall(batch?.endsAt) },
      ]}
    />
  );
}
