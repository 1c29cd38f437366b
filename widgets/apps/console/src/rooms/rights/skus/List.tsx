/** SKUs: what each costs, how it is fulfilled, how it is taxed. */
import { useParams } from "wouter";
import { Skus } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Status } from "../../../parts/status";
import { incomeTaxText, vatText } from "../../../parts/terms";
import { useList } from "../../../parts/useList";

export function SkuList() {
  const { t } = useWords();
  const { id } = useParams<{ id?: string }>();
  const list = useList(Skus, (data) => data.skus);
  return (
    <RecordList
      {...list}
      label={t("rights.skus")}
      keyOf={(row) => row.id}
      openId={id}
      open={(row) => `/rights/products/${row.id}`}
      columns={[
        { head: "name", cell: (row) => row.name },
        { head: "code", cell: (row) => <code>{row.code}</code>, sorts: "code" },
        { head: "rights.product", cell: (row) => row.productName },
        {
          head: "rights.fulfil",
          cell: (row) =>
            [t(`fulfil.${row.fulfil.toLowerCase()}`), row.providerName].filter(Boolean).join(" · "),
        },
        {
          head: "rights.vat",
          words: true,
          cell: (row) => (
            <>
              {vatText(t, row)}
              {!row.tax && <div>{t("sku.unsigned.short")}</div>}
            </>
          ),
        },
        {
          head: "rights.incomeTax",
          cell: (row) => incomeTaxText(t, row),
        },
        { head: "state", cell: (row) => <Status of={row.state} /> },
        { head: "rights.market", cell: (row) => <Amount of={row.marketValue} />, right: true },
        { head: "rights.cost", cell: (row) => <Amount of={row.unitCost} />, right: true },
      ]}
      empty={{ title: t("skus.empty"), teach: t("skus.empty.teach") }}
    />
  );
}
