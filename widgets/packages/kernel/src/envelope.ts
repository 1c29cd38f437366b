/**
 * The page envelope: a tree of nodes, and what may be asked of it without changing it.
 *
 * Words      a *node* is one component on a page; a *slot* is a named place inside a node that holds nodes.
 * Invariant  a node's id is unique in the document; depth is at most DEPTH_MAX.
 */

export const DEPTH_MAX = 8;

export interface Node {
  readonly id: string;
  readonly type: string;
  readonly v: number;
  readonly props: Readonly<Record<string, unknown>>;
  readonly slots?: Readonly<Record<string, readonly Node[]>>;
  readonly visible?: object;
}

export interface Page {
  readonly id: string;
  readonly title: unknown;
  readonly nodes: readonly Node[];
}

/** Where a node stands: in a slot of a parent, or at the top of the page when the parent is null. */
export interface Place {
  readonly parent: string | null;
  readonly slot: string | null;
  readonly index: number;
}

/** Visit every node, parents first, with the place where it stands. */
export function walk(nodes: readonly Node[], visit: (node: Node, place: Place) => void): void {
  const step = (list: readonly Node[], parent: string | null, slot: string | null, depth: number): void => {
    if (depth > DEPTH_MAX) throw new RangeError(`a page is at most ${DEPTH_MAX} nodes deep`);
    list.forEach((node, index) => {
      visit(node, { parent, slot, index });
      for (const [name, inside] of Object.entries(node.slots ?? {})) step(inside, node.id, name, depth + 1);
    });
  };
  step(nodes, null, null, 1);
}

export function find(nodes: readonly Node[], id: string): { node: Node; place: Place } | null {
  let found: { node: Node; place: Place } | null = null;
  walk(nodes, (node, place) => {
    if (node.id === id) found = { node, place };
  });
  return found;
}

/** Every component type on the page, each once, in the order of its first appearance. */
export function typesOf(nodes: readonly Node[]): string[] {
  const seen = new Set<string>();
  walk(nodes, (node) => seen.add(node.type));
  return [...seen];
}

export function idsOf(nodes: readonly Node[]): string[] {
  const ids: string[] = [];
  walk(nodes, (node) => ids.push(node.id));
  return ids;
}
