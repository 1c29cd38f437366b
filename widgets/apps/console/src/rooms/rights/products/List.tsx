/** Products: what can be given. */
import { useRead } from "../../../api/ask";
import { CatalogueNodes, RightProducts, type RightProductsRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { RecordList } from "../../../parts/list";
import { useList } from "../../../parts/useList";
import { Hang, NodeFilter } from "../nodes/Hang";

export function ProductList() {
  const { t } = useWords();
  const { may } = useSigned();
  const [node, setNode] = useFilter("node");
  const nodes = useRead(CatalogueNodes, {}).data?.catalogueNodes ?? [];
  const list = useList(RightProducts, (data) => data.rightProducts, { node: node || null });
  return (
    <RecordList
      {...list}
      label={t("rights.products")}
      filtered={node !== ""}
      tools={<NodeFilter nodes={nodes} value={node} choose={setNode} />}
      keyOf={(row) => row.id}
      columns={[
        { head: "name", cell: (row) => row.name },
        { head: "code", cell: (row) => <code>{row.code}</code>, sorts: "code" },
        { head: "rights.category", cell: (row) => t(`category.${row.category}`) },
        { head: "nodes.node", cell: (row) => row.nodeName || "–" },
        { head: "unit", cell: (row) => row.unitName },
        ...(may("rights.supply")
          ? [
              {
                head: "actions",
                cell: (row: RightProductsRow) => (
                  <Hang product={row} nodes={nodes} done={list.reading.again} />
                ),
              },
            ]
          : []),
      ]}
      empty={{ title: t("products.empty"), teach: t("products.empty.teach") }}
    />
  );
}
