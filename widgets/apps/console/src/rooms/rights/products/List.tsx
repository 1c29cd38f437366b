/** Products: what can be given. */
import { RightProducts } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { RecordList } from "../../../parts/list";
import { useList } from "../../../parts/useList";

export function ProductList() {
  const { t } = useWords();
  const list = useList(RightProducts, (data) => data.rightProducts);
  return (
    <RecordList
      {...list}
      label={t("rights.products")}
      keyOf={(row) => row.id}
      columns={[
        { head: "name", cell: (row) => row.name },
        { head: "code", cell: (row) => <code>{row.code}</code>, sorts: "code" },
        { head: "rights.category", cell: (row) => t(`category.${row.category}`) },
        { head: "unit", cell: (row) => row.unitName },
      ]}
      empty={{ title: t("products.empty"), teach: t("products.empty.teach") }}
    />
  );
}
