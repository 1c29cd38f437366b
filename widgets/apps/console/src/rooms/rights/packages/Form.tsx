/** A new package: its title, and the batches with the units of each. */
import { CreatePackage } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskForm, type Field, type Values } from "../../../parts/form";
import { pictureAsk, pictureFields } from "../../../parts/pictured";

const SLOTS = [1, 2, 3, 4, 5, 6];

/** What was chosen; a slot without a batch is none. */
export const itemsOf = (values: Values): Array<{ batch: string; units: number }> =>
  SLOTS.flatMap((nr) => {
    const batch = String(values[`batch${nr}`] ?? "");
    return batch ? [{ batch, units: Number(values[`units${nr}`]) || 1 }] : [];
  });

export function NewPackage({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const slots = SLOTS.flatMap((nr): Field[] => [
    {
      name: `batch${nr}`,
      label: `packages.slot.${nr}`,
      kind: "record",
      optional: nr > 1,
      record: { kind: "batch" },
      ...(nr === 1 ? { of: "items" } : {}),
    },
    {
      name: `units${nr}`,
      label: `packages.slot.units.${nr}`,
      kind: "whole",
      optional: nr > 1,
      initial: nr === 1 ? 1 : "",
      ...(nr === 1 ? { of: "units" } : {}),
    },
  ]);
  return (
    may("rights.make_package") && (
      <AskForm
        primary
        label={t("packages.new")}
        lead={t("packages.new.lead")}
        document={CreatePackage}
        said={t("packages.new.done")}
        done={done}
        toAsk={(values) => ({
          code: values.code,
          title: { zh: values.nameZh, en: values.nameEn },
          unit: values.unit,
          ...pictureAsk(values),
          items: itemsOf(values),
        })}
        fields={[
          { name: "code", label: "code" },
          { name: "nameZh", label: "name.zh", of: "title" },
          { name: "nameEn", label: "name.en" },
          { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
          ...slots,
          ...pictureFields(),
        ]}
      />
    )
  );
}
