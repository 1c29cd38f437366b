/** A new SKU of a product: price, fulfilment, tax. */
import { useRead } from "../../../api/ask";
import { CreateSku, Skus } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import type { Choice } from "../../../parts/choices";
import { AskForm, type Values } from "../../../parts/form";

function skuAsk({ nameZh, nameEn, provider, providerSku, ...rest }: Values): object {
  const title = { zh: nameZh, en: nameEn };
  return {
    ...rest,
    title,
    provider: provider || null,
    providerSku: providerSku || null,
  };
}

export function NewSku({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const lastUsed = useRead(Skus, { first: 1 }).data?.skus.edges[0]?.node.unitCost.currency;
  if (!may("rights.supply")) return null;
  const options = (names: string[], prefix: string): Choice[] =>
    names.map((value) => ({ value: value.toUpperCase(), label: t(`${prefix}.${value}`) }));
  return (
    <AskForm
      primary
      label={t("skus.new")}
      document={CreateSku}
      said={t("skus.new.done")}
      done={done}
      toAsk={skuAsk}
      fields={[
        { name: "product", label: "rights.product", kind: "record", record: { kind: "product" } },
        { name: "code", label: "code" },
        { name: "nameZh", label: "name.zh", of: "title" },
        { name: "nameEn", label: "name.en" },
        {
          name: "fulfil",
          label: "rights.fulfil",
          kind: "choice",
          options: options(["own_code", "provider"], "fulfil"),
        },
        {
          name: "provider",
          label: "rights.provider",
          kind: "record",
          optional: true,
          record: { kind: "provider" },
        },
        { name: "providerSku", label: "rights.providerSku", optional: true },
        { name: "currency", label: "currency", hint: "currency.hint", initial: lastUsed ?? "" },
        { name: "faceValueMinor", label: "rights.face", kind: "money" },
        { name: "marketValueMinor", label: "rights.market", kind: "money" },
        { name: "unitCostMinor", label: "rights.cost", kind: "money" },
        { name: "validDays", label: "rights.validDays", kind: "whole", initial: 90 },
        {
          name: "incomeTax",
          label: "rights.incomeTax",
          kind: "choice",
          options: options(["incidental_20", "discount_coupon_exempt", "none"], "incomeTax"),
        },
        {
          name: "borneBy",
          label: "rights.borneBy",
          kind: "choice",
          options: options(["client", "bank"], "borneBy"),
        },
        {
          name: "vatTreatment",
          label: "rights.vat",
          kind: "choice",
          options: options(["deduct_and_deem", "no_deduct", "prepaid_card_non_taxable", "discount"], "vat"),
        },
        { name: "vatRatePpm", label: "rights.vatRate", kind: "percent" },
      ]}
    />
  );
}
