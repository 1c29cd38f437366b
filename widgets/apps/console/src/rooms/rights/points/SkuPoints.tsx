/** How many points of which kind a SKU of points is. */
import { SaySkuPoints } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskForm } from "../../../parts/form";

export function SkuPoints({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("points.sku")}
      lead={t("points.sku.lead")}
      document={SaySkuPoints}
      said={t("points.sku.done")}
      done={done}
      toAsk={(values) => ({ ...values, points: Number(values.points) })}
      fields={[
        { name: "sku", label: "batches.sku", kind: "record", record: { kind: "sku" } },
        { name: "pointsKind", label: "points.kind", kind: "record", record: { kind: "points" } },
        { name: "points", label: "points.points", kind: "whole" },
      ]}
    />
  );
}
