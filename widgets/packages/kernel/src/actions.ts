/**
 * What can be done to a page: pure steps from one page to the next, so undo is keeping the page before.
 *
 * Invariant  an action that cannot be done gives back the very same page, never a broken one.
 */
import { DEPTH_MAX, find, idsOf, type Node, type Page, type Place } from "./envelope";

export type Action =
  | { readonly do: "insert"; readonly node: Node; readonly at: Place }
  | { readonly do: "remove"; readonly id: string }
  | { readonly do: "move"; readonly id: string; readonly to: Place }
  | { readonly do: "set"; readonly id: string; readonly props: Readonly<Record<string, unknown>> }
  | { readonly do: "copy"; readonly id: string; readonly at: Place; readonly newId: () => string };

type Nodes = readonly Node[];
type Change = (list: Nodes) => Nodes;

/** Rewrite the list that holds the children of one place; every list on the way is new, all else is shared. */
function inList(nodes: Nodes, parent: string | null, slot: string | null, change: Change): Nodes {
  if (parent === null) return change(nodes);
  return nodes.map((node) => {
    if (node.id === parent && slot !== null) {
      return { ...node, slots: { ...node.slots, [slot]: change(node.slots?.[slot] ?? []) } };
    }
    return mapSlots(node, (inside) => inList(inside, parent, slot, change));
  });
}

function mapSlots(node: Node, change: Change): Node {
  if (!node.slots) return node;
  const slots = Object.entries(node.slots).map(([name, inside]) => [name, change(inside)] as const);
  return { ...node, slots: Object.fromEntries(slots) };
}

const without = (nodes: Nodes, id: string): Nodes =>
  nodes.filter((node) => node.id !== id).map((node) => mapSlots(node, (inside) => without(inside, id)));

const put = (nodes: Nodes, node: Node, at: Place): Nodes =>
  inList(nodes, at.parent, at.slot, (list) => {
    const index = Math.max(0, Math.min(at.index, list.length));
    return [...list.slice(0, index), node, ...list.slice(index)];
  });

function renamed(node: Node, newId: () => string): Node {
  return mapSlots({ ...node, id: newId() }, (inside) => inside.map((child) => renamed(child, newId)));
}

function height(node: Node): number {
  const below = Object.values(node.slots ?? {})
    .flat()
    .map(height);
  return 1 + Math.max(0, ...below);
}

function depthOf(nodes: Nodes, id: string | null): number {
  if (id === null) return 0;
  const found = find(nodes, id);
  return found ? 1 + depthOf(nodes, found.place.parent) : Number.POSITIVE_INFINITY;
}

/** A node fits where its parent exists, its ids are new and the page stays within its depth. */
function fits(nodes: Nodes, node: Node, at: Place): boolean {
  const taken = new Set(idsOf(nodes));
  return depthOf(nodes, at.parent) + height(node) <= DEPTH_MAX && idsOf([node]).every((id) => !taken.has(id));
}

function insert(nodes: Nodes, node: Node, at: Place): Nodes {
  return fits(nodes, node, at) ? put(nodes, node, at) : nodes;
}

function move(nodes: Nodes, id: string, to: Place): Nodes {
  const found = find(nodes, id);
  if (!found || (to.parent !== null && find([found.node], to.parent))) return nodes;
  const rest = without(nodes, id);
  return fits(rest, found.node, to) ? put(rest, found.node, to) : nodes;
}

const set = (nodes: Nodes, id: string, props: Node["props"]): Nodes =>
  nodes.map((node) =>
    node.id === id ? { ...node, props } : mapSlots(node, (inside) => set(inside, id, props)),
  );

function copy(nodes: Nodes, action: Extract<Action, { do: "copy" }>): Nodes {
  const found = find(nodes, action.id);
  return found ? insert(nodes, renamed(found.node, action.newId), action.at) : nodes;
}

function next(nodes: Nodes, action: Action): Nodes {
  if (action.do === "insert") return insert(nodes, action.node, action.at);
  if (action.do === "copy") return copy(nodes, action);
  if (!find(nodes, action.id)) return nodes;
  if (action.do === "remove") return without(nodes, action.id);
  if (action.do === "move") return move(nodes, action.id, action.to);
  return set(nodes, action.id, action.props);
}

/** Do one action; where `move.to.index` counts, the moved node has already left its place. */
export function apply(page: Page, action: Action): Page {
  const nodes = next(page.nodes, action);
  return nodes === page.nodes ? page : { ...page, nodes };
}
