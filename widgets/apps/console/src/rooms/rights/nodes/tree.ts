/** The catalogue's tree as lists of the console need it. */
import type { CatalogueNodesData } from "../../../api/documents_gen";
import type { Choice } from "../../../parts/choices";

export type Node = CatalogueNodesData["catalogueNodes"][number];

const INDENT = "\u3000";

/** Nodes that take something new, each with its depth. */
export const nodeChoices = (nodes: Node[], without: Set<string> = new Set()): Choice[] =>
  nodes
    .filter((node) => node.open && !without.has(node.id))
    .map((node) => ({ value: node.id, label: INDENT.repeat(node.depth - 1) + node.name }));

/** A node and all that is below it. */
export function branchOf(nodes: Node[], node: string): Set<string> {
  const found = new Set([node]);
  for (const one of nodes) if (one.parent && found.has(one.parent)) found.add(one.id);
  return found;
}

/** Nodes that a text finds, and those above them. */
export function matching(nodes: Node[], search: string): Node[] {
  const typed = search.trim().toLowerCase();
  if (!typed) return nodes;
  const above = new Map(nodes.map((node) => [node.id, node.parent]));
  const kept = new Set<string>();
  for (const node of nodes) {
    if (!`${node.name} ${node.code}`.toLowerCase().includes(typed)) continue;
    for (let at: string | null | undefined = node.id; at && !kept.has(at); at = above.get(at)) kept.add(at);
  }
  return nodes.filter((node) => kept.has(node.id));
}
