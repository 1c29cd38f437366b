/** A new package: its title, and the batches with the units of each. */
import { CreatePackage } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskForm, type Field, type OwnFieldProps, type Row, type Values } from "../../../parts/form";
import { nameFields } from "../../../parts/named";
import { pictureAsk, pictureFields } from "../../../parts/pictured";
import { Rows } from "../../../parts/rows";

/** What was chosen; a line without a batch is none. */
export const itemsOf = (values: Values): Array<{ batch: string; units: number }> =>
  ((values.items ?? []) as Row[]).flatMap(({ batch, units }) =>
    batch ? [{ batch: String(batch), units: Number(units) || 1 }] : [],
  );

const ITEM: Field[] = [
  { name: "batch", label: "packages.batch", kind: "record", record: { kind: "batch" } },
  { name: "units", label: "packages.units", kind: "whole", initial: 1 },
];

const Items = (props: OwnFieldProps) => <Rows {...props} fields={ITEM} add="packages.batch.add" />;

export function NewPackage({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
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
          ...nameFields("title"),
          { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
          { name: "items", label: "packages.items", own: Items, initial: [{ batch: "", units: 1 }] },
          ...pictureFields(),
        ]}
      />
    )
  );
}
