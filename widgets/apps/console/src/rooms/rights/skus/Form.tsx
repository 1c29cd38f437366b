/** A SKU is made, or changed into a new version; batches of before keep the terms they were approved with. */
import { useRead } from "../../../api/ask";
import { ChangeSku, CreateSku, type SkuShown, Skus } from "../../../api/documents_gen";
import { type Localized, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { enumsOf } from "../../../parts/choices";
import { AskForm, type Values } from "../../../parts/form";
import { nameFields } from "../../../parts/named";
import { termFields, termsAsk } from "./fields";

const makeAsk = (values: Values): object => ({
  ...termsAsk(values),
  providerSku: values.providerSku || null,
});

export function NewSku({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const lastUsed = useRead(Skus, { first: 1 }).data?.skus.edges[0]?.node.unitCost.currency;
  if (!may("rights.supply")) return null;
  return (
    <AskForm
      primary
      label={t("skus.new")}
      document={CreateSku}
      said={t("skus.new.done")}
      done={done}
      toAsk={makeAsk}
      fields={[
        { name: "product", label: "rights.product", kind: "record", record: { kind: "product" } },
        { name: "code", label: "code" },
        ...nameFields("title"),
        {
          name: "fulfil",
          label: "rights.fulfil",
          kind: "choice",
          options: enumsOf(t, "fulfil", ["own_code", "provider", "pool", "points"]),
        },
        {
          name: "provider",
          label: "rights.provider",
          kind: "record",
          optional: true,
          record: { kind: "provider" },
        },
        {
          name: "providerSku",
          label: "rights.providerSku",
          optional: true,
          when: (values) => values.fulfil === "PROVIDER",
        },
        { name: "currency", label: "currency", hint: "currency.hint", initial: lastUsed ?? "" },
        ...termFields(t),
      ]}
    />
  );
}

export function ChangedSku({ of: sku, done }: { of: SkuShown; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("skus.change")}
      title={t("skus.change.title", { name: sku.name })}
      lead={t("skus.change.lead")}
      document={ChangeSku}
      said={t("skus.changed")}
      done={done}
      toAsk={({ currency: _, ...values }) => ({ ...termsAsk(values), sku: sku.id, version: sku.version })}
      fields={[
        ...nameFields("title", sku.title as Localized),
        {
          name: "currency",
          label: "currency",
          kind: "choice",
          options: [{ value: sku.unitCost.currency, label: sku.unitCost.currency }],
          initial: sku.unitCost.currency,
        },
        ...termFields(t, sku),
      ]}
    />
  );
}
