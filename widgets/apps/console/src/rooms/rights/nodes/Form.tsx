/** A node of the catalogue is made, gets another title, or another place. */
import { useRead } from "../../../api/ask";
import {
  CatalogueNodes,
  CreateCatalogueNode,
  MoveCatalogueNode,
  RenameCatalogueNode,
} from "../../../api/documents_gen";
import { type Localized, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskForm } from "../../../parts/form";
import { nameFields } from "../../../parts/named";
import { branchOf, type Node, nodeChoices } from "./tree";

export function NewNode({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const nodes = useRead(CatalogueNodes, {}).data?.catalogueNodes ?? [];
  if (!may("rights.arrange")) return null;
  return (
    <AskForm
      primary
      label={t("nodes.new")}
      document={CreateCatalogueNode}
      said={t("nodes.new.done")}
      done={done}
      toAsk={({ nameZh, nameEn, ...rest }) => ({ ...rest, title: { zh: nameZh, en: nameEn } })}
      fields={[
        {
          name: "parent",
          label: "nodes.parent",
          kind: "choice",
          optional: true,
          hint: "nodes.parent.hint",
          options: nodeChoices(nodes),
        },
        { name: "code", label: "code" },
        ...nameFields("title"),
        { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
      ]}
    />
  );
}

export function RenameNode({ node, done }: { node: Node; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      size="xs"
      label={t("nodes.rename")}
      title={t("nodes.rename.title", { name: node.name })}
      document={RenameCatalogueNode}
      said={t("nodes.renamed")}
      done={done}
      toAsk={({ nameZh, nameEn }) => ({ node: node.id, title: { zh: nameZh, en: nameEn } })}
      fields={[...nameFields("title", node.title as Localized)]}
    />
  );
}

export function MovedNode({ node, nodes, done }: { node: Node; nodes: Node[]; done: () => void }) {
  const { t } = useWords();
  const beside = (parent: unknown) =>
    nodes.filter((one) => one.id !== node.id && (one.parent ?? "") === (parent ?? ""));
  return (
    <AskForm
      size="xs"
      label={t("nodes.move")}
      title={t("nodes.move.title", { name: node.name })}
      lead={t("nodes.move.lead")}
      document={MoveCatalogueNode}
      said={t("nodes.moved")}
      done={done}
      toAsk={({ parent, before }) => ({
        node: node.id,
        parent,
        before: beside(parent).some((one) => one.id === before) ? before : null,
      })}
      fields={[
        {
          name: "parent",
          label: "nodes.parent",
          kind: "choice",
          optional: true,
          hint: "nodes.parent.hint",
          options: nodeChoices(nodes, branchOf(nodes, node.id)),
          initial: node.parent ?? "",
        },
        {
          name: "before",
          label: "nodes.before",
          kind: "choice",
          optional: true,
          hint: "nodes.before.hint",
          options: nodeChoices(nodes, branchOf(nodes, node.id)),
        },
      ]}
    />
  );
}
