/** Where a product hangs in the tree: a filter of their list, and the way to another node. */
import { Select } from "@mantine/core";
import { HangProduct, type RightProductsRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskForm } from "../../../parts/form";
import { type Node, nodeChoices } from "./tree";

interface NodeFilterProps {
  nodes: Node[];
  value: string;
  choose: (value: string | null) => void;
}

export function NodeFilter({ nodes, value, choose }: NodeFilterProps) {
  const { t } = useWords();
  return (
    <Select
      aria-label={t("nodes.node")}
      placeholder={t("nodes.any")}
      clearable
      searchable
      size="xs"
      w={220}
      value={value || null}
      onChange={choose}
      data={nodeChoices(nodes)}
    />
  );
}

interface HangProps {
  product: RightProductsRow;
  nodes: Node[];
  done: () => void;
}

export function Hang({ product, nodes, done }: HangProps) {
  const { t } = useWords();
  return (
    <AskForm
      size="xs"
      label={t("nodes.hang")}
      title={t("nodes.hang.title", { name: product.name })}
      document={HangProduct}
      said={t("nodes.hung")}
      done={done}
      toAsk={({ node }) => ({ product: product.id, node })}
      fields={[
        {
          name: "node",
          label: "nodes.node",
          kind: "choice",
          optional: true,
          options: nodeChoices(nodes),
          initial: product.node ?? "",
        },
      ]}
    />
  );
}
