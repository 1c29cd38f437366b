/** A new product. */
import { useRead } from "../../../api/ask";
import { CatalogueNodes, CreateProduct } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { choicesOf } from "../../../parts/choices";
import { AskForm } from "../../../parts/form";
import { nameFields } from "../../../parts/named";
import { nodeChoices } from "../nodes/tree";

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

export function NewProduct({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const nodes = useRead(CatalogueNodes, {}).data?.catalogueNodes ?? [];
  if (!may("rights.supply")) return null;
  return (
    <AskForm
      primary
      label={t("products.new")}
      document={CreateProduct}
      said={t("products.new.done")}
      done={done}
      toAsk={({ nameZh, nameEn, ...rest }) => ({ ...rest, title: { zh: nameZh, en: nameEn } })}
      fields={[
        { name: "code", label: "code" },
        ...nameFields("title"),
        {
          name: "category",
          label: "rights.category",
          kind: "choice",
          options: choicesOf(t, "category", CATEGORIES),
        },
        { name: "node", label: "nodes.node", kind: "choice", optional: true, options: nodeChoices(nodes) },
        { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
      ]}
    />
  );
}
