/** The catalogue's tree: found by name or code, its nodes made, renamed, moved and stopped; products by node. */
import { Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { CatalogueNodes, SteerCatalogueNode } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import styles from "../../../parts/parts.module.css";
import { Empty, Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Steps } from "../../../parts/steps";
import { Table } from "../../../parts/table";
import { MovedNode, RenameNode } from "./Form";
import { matching, type Node } from "./tree";

const STEP_PX = 22;
const EDGE_PX = 14;

export function NodeTree() {
  const { t } = useWords();
  const [search, setSearch] = useState("");
  const reading = useRead(CatalogueNodes, {});
  return (
    <Reveal reading={reading} pick={(data) => data.catalogueNodes}>
      {(nodes: Node[]) => {
        if (nodes.length === 0) return <Empty title={t("nodes.empty")} teach={t("nodes.empty.teach")} />;
        const found = matching(nodes, search);
        return (
          <div className={styles.sheet}>
            <TextInput
              m="sm"
              maw={320}
              size="xs"
              aria-label={t("list.search")}
              placeholder={t("nodes.search")}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            {found.length === 0 && (
              <Empty title={t("list.nothing", { search })} teach={t("list.nothing.teach")} />
            )}
            {found.length > 0 && <Rows found={found} nodes={nodes} again={reading.again} />}
          </div>
        );
      }}
    </Reveal>
  );
}

function Rows({ found, nodes, again }: { found: Node[]; nodes: Node[]; again: () => void }) {
  const { t } = useWords();
  return (
    <Table label={t("rights.nodes")}>
      <thead>
        <tr>
          <th>{t("name")}</th>
          <th>{t("code")}</th>
          <th>{t("rights.products")}</th>
          <th>{t("state")}</th>
          <th>{t("nodes.acts")}</th>
        </tr>
      </thead>
      <tbody>
        {found.map((node) => (
          <tr key={node.id}>
            <td style={{ paddingLeft: EDGE_PX + (node.depth - 1) * STEP_PX }}>{node.name}</td>
            <td>
              <code>{node.code}</code>
            </td>
            <td style={{ whiteSpace: "nowrap" }}>
              <Link href={`/rights/products?node=${node.id}`}>
                {t("nodes.products", { count: node.products })}
              </Link>
            </td>
            <td>
              <Status of={node.state} />
            </td>
            <td>
              <Acts node={node} nodes={nodes} again={again} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Acts({ node, nodes, again }: { node: Node; nodes: Node[]; again: () => void }) {
  const may = (act: string) => node.actions.includes(act);
  return (
    <Group gap={6} wrap="nowrap">
      {may("rename") && <RenameNode node={node} done={again} />}
      {may("move") && <MovedNode node={node} nodes={nodes} done={again} />}
      <Steps
        size="xs"
        steps={["stop", "resume"]}
        actions={node.actions}
        family="nodes"
        facts={{ name: node.name }}
        document={SteerCatalogueNode}
        ask={{ node: node.id }}
        done={again}
      />
    </Group>
  );
}
