/** Products and SKUs: what can be given, and what it costs. */
import { SegmentedControl } from "@mantine/core";
import { useRead } from "../../api/ask";
import { CreateProduct, CreateSku, RightProducts, RightProviders, Skus } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { useTab } from "../../parts/address";
import { Amount, type MoneyValue } from "../../parts/figures";
import { AskForm, type Values } from "../../parts/form";
import { type Pages, RecordList } from "../../parts/list";
import { Page } from "../../parts/page";
import { useList } from "../../parts/useList";
import { percent } from "../approvals/difference";
import { NewProvider, ProviderList } from "./Providers";
import { useUnits } from "./units";

interface Product {
  id: string;
  code: string;
  name: string;
  category: string;
  unitName: string;
}

const CATEGORIES = [
  "lounge",
  "concierge",
  "health",
  "legal",
  "travel",
  "voucher",
  "gift",
  "points",
  "fee_waiver",
  "ticket",
];

type Choice = { value: string; label: string };
type Nodes = { edges: Array<{ node: { id: string; name: string } }> } | undefined;
const choices = (nodes: Nodes): Choice[] =>
  (nodes?.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));

export function ProductsPage() {
  const { t } = useWords();
  const [tab, setTab] = useTab("products");
  return (
    <Page
      title={t("place.products")}
      lead={t("place.products.lead")}
      action={tab === "products" ? <NewProduct /> : tab === "skus" ? <NewSku /> : <NewProvider />}
    >
      <SegmentedControl
        mb="md"
        aria-label={t("place.products")}
        value={tab}
        onChange={setTab}
        data={["products", "skus", "providers"].map((value) => ({ value, label: t(`rights.${value}`) }))}
      />
      {tab === "products" ? <ProductList /> : tab === "skus" ? <SkuList /> : <ProviderList />}
    </Page>
  );
}

function ProductList() {
  const { t } = useWords();
  const list = useList(RightProducts, (data) => data.rightProducts as Pages<Product>);
  return (
    <RecordList
      {...list}
      label={t("rights.products")}
      keyOf={(row) => row.id}
      columns={[
        { head: "name", cell: (row) => row.name, sorts: "name" },
        { head: "code", cell: (row) => <code>{row.code}</code>, sorts: "code" },
        { head: "rights.category", cell: (row) => t(`category.${row.category}`) },
        { head: "unit", cell: (row) => row.unitName },
      ]}
      empty={{ title: t("products.empty"), teach: t("products.empty.teach") }}
    />
  );
}

interface Sku {
  id: string;
  code: string;
  name: string;
  productName: string;
  providerName: string | null;
  fulfil: string;
  marketValue: MoneyValue;
  unitCost: MoneyValue;
  vatTreatment: string;
  vatRatePpm: number;
  incomeTax: string;
  borneBy: string;
}

function SkuList() {
  const { t } = useWords();
  const list = useList(Skus, (data) => data.skus as Pages<Sku>);
  return (
    <RecordList
      {...list}
      label={t("rights.skus")}
      keyOf={(row) => row.id}
      columns={[
        { head: "name", cell: (row) => row.name, sorts: "name" },
        { head: "code", cell: (row) => <code>{row.code}</code>, sorts: "code" },
        { head: "rights.product", cell: (row) => row.productName },
        {
          head: "rights.fulfil",
          cell: (row) =>
            [t(`fulfil.${row.fulfil.toLowerCase()}`), row.providerName].filter(Boolean).join(" · "),
        },
        {
          head: "rights.vat",
          cell: (row) => `${t(`vat.${row.vatTreatment.toLowerCase()}`)} ${percent(row.vatRatePpm)}`,
        },
        {
          head: "rights.incomeTax",
          cell: (row) =>
            row.incomeTax === "none"
              ? t("incomeTax.none")
              : [
                  t(`incomeTax.${row.incomeTax}`),
                  t("rights.borneBy.of", { who: t(`borneBy.${row.borneBy}`) }),
                ].join(" · "),
        },
        { head: "rights.market", cell: (row) => <Amount of={row.marketValue} />, right: true },
        { head: "rights.cost", cell: (row) => <Amount of={row.unitCost} />, right: true },
      ]}
      empty={{ title: t("skus.empty"), teach: t("skus.empty.teach") }}
    />
  );
}

function NewProduct() {
  const { t } = useWords();
  const { may } = useSigned();
  const units = useUnits();
  if (!may("rights.supply")) return null;
  return (
    <AskForm
      primary
      label={t("products.new")}
      title={t("products.new")}
      document={CreateProduct}
      said={t("saved")}
      done={() => location.reload()}
      toAsk={({ nameZh, nameEn, ...rest }) => ({ ...rest, title: { zh: nameZh, en: nameEn } })}
      fields={[
        { name: "code", label: "code" },
        { name: "nameZh", label: "name.zh" },
        { name: "nameEn", label: "name.en" },
        {
          name: "category",
          label: "rights.category",
          kind: "choice",
          options: CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) })),
        },
        { name: "unit", label: "unit", kind: "choice", options: units },
      ]}
    />
  );
}

function skuAsk({ nameZh, nameEn, provider, providerSku, ...rest }: Values): object {
  const title = { zh: nameZh, en: nameEn };
  return {
    ...rest,
    title,
    provider: provider || null,
    providerSku: providerSku || null,
  };
}

function NewSku() {
  const { t } = useWords();
  const { may } = useSigned();
  const products = useRead(RightProducts, { first: 100 });
  const providers = useRead(RightProviders, { first: 100 });
  const lastUsed = useRead(Skus, { first: 1 }).data?.skus.edges[0]?.node.unitCost.currency;
  if (!may("rights.supply")) return null;
  const options = (names: string[], prefix: string): Choice[] =>
    names.map((value) => ({ value: value.toUpperCase(), label: t(`${prefix}.${value}`) }));
  return (
    <AskForm
      primary
      label={t("skus.new")}
      title={t("skus.new")}
      document={CreateSku}
      said={t("saved")}
      done={() => location.reload()}
      toAsk={skuAsk}
      fields={[
        {
          name: "product",
          label: "rights.product",
          kind: "choice",
          options: choices(products.data?.rightProducts as Nodes),
        },
        { name: "code", label: "code" },
        { name: "nameZh", label: "name.zh" },
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
          kind: "choice",
          optional: true,
          options: choices(providers.data?.rightProviders as Nodes),
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
