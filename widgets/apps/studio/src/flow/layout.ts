/**
 * Where the nodes of a graph stand: in columns from left to right, each edge forward where it can be.
 *
 * Source     Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system structures (1981)
 * Invariant  no two nodes overlap, and an edge over several columns has a lane of its own in those between
 */
import type { FlowEdge } from "./graph";

type Joint = Pick<FlowEdge, "id" | "from" | "to">;

export interface Point {
  x: number;
  y: number;
}

export interface Drawing {
  /** The upper left corner of each node. */
  places: Map<string, Point>;
  /** The points that each edge goes through, from its source to its target. */
  lines: Map<string, Point[]>;
  width: number;
  height: number;
}

export const WIDE = 184;
export const HIGH = 54;
const ASIDE = 84;
const BELOW = 18;
const LANE = 10;
const SWEEPS = 8;

/** A node, or the lane of an edge that passes a column. */
interface Cell extends Point {
  high: number;
  before: Cell[];
  after: Cell[];
}

const cellIn = (column: number, high: number): Cell => ({
  ...{ x: column * (WIDE + ASIDE), y: 0, high, before: [], after: [] },
});
const middle = ({ y, high }: Cell): number => y + high / 2;

/** The edges that close a circle, found by walking in the order of the nodes. */
function closing(nodes: readonly string[], edges: readonly Joint[]): Set<string> {
  const seen = new Map<string, "open" | "done">();
  const found = new Set<string>();
  const visit = (node: string) => {
    seen.set(node, "open");
    for (const { id, from, to } of edges) {
      if (from !== node) continue;
      if (seen.get(to) === "open") found.add(id);
      else if (!seen.has(to)) visit(to);
    }
    seen.set(node, "done");
  };
  for (const node of nodes) if (!seen.has(node)) visit(node);
  return found;
}

/** The column of each node: behind all that leads to it; what nothing leads to close before what it leads to. */
function columnsOf(nodes: readonly string[], edges: readonly Joint[], first: ReadonlySet<string>) {
  const columns = new Map<string, number>();
  const columnOf = (node: string): number => {
    const before = edges.filter(({ to }) => to === node);
    const column = columns.get(node) ?? Math.max(-1, ...before.map(({ from }) => columnOf(from))) + 1;
    columns.set(node, column);
    return column;
  };
  for (const node of nodes) columnOf(node);
  const last = Math.max(0, ...columns.values());
  for (const node of nodes) {
    if (first.has(node) || edges.some(({ to }) => to === node)) continue;
    const after = edges.filter(({ from }) => from === node).map(({ to }) => columns.get(to) ?? 0);
    columns.set(node, after.length ? Math.max(0, Math.min(...after) - 1) : last);
  }
  return columns;
}

/** As near as can be to where each cell would stand, in their order and apart from each other. */
function settle(row: readonly Cell[], wanted: readonly number[]): void {
  const [down, up] = [[...wanted], [...wanted]];
  const next = (at: number) => (row[at]?.high ?? 0) + BELOW;
  for (let at = 1; at < row.length; at += 1)
    down[at] = Math.max(down[at] ?? 0, (down[at - 1] ?? 0) + next(at - 1));
  for (let at = row.length - 2; at >= 0; at -= 1)
    up[at] = Math.min(up[at] ?? 0, (up[at + 1] ?? 0) - next(at));
  for (const [at, cell] of row.entries()) cell.y = ((down[at] ?? 0) + (up[at] ?? 0)) / 2;
}

/** Bring each cell level with its neighbours on one side, and the cells of a column into the order of that. */
function level(row: Cell[], side: "before" | "after"): void {
  const wanted = (cell: Cell): number => {
    const near = cell[side].map(middle);
    return near.length ? near.reduce((sum, one) => sum + one, 0) / near.length : middle(cell);
  };
  row.sort((one, other) => wanted(one) - wanted(other));
  settle(
    row,
    row.map((cell) => wanted(cell) - cell.high / 2),
  );
}

/** Edges leave and reach a node one below the other, in the order of where they go. */
function port(chain: Cell[], chains: readonly Cell[][], end: 0 | -1): number {
  const near = (one: Cell[]): number => one.at(end === 0 ? 1 : -2)?.y ?? 0;
  const beside = chains.filter((other) => other.at(end) === chain.at(end));
  const place = beside.sort((one, other) => near(one) - near(other)).indexOf(chain) + 1;
  return (chain.at(end)?.y ?? 0) + (HIGH * place) / (beside.length + 1);
}

/** Draw a graph; `first` are the nodes that stand in the first column. */
export function draw(
  nodes: readonly string[],
  joints: readonly Joint[],
  first: ReadonlySet<string>,
): Drawing {
  const known = joints.filter(({ from, to }) => from !== to);
  const back = closing(nodes, known);
  const edges = known.map((one) => (back.has(one.id) ? { id: one.id, from: one.to, to: one.from } : one));
  const columns = columnsOf(nodes, edges, first);
  const cells = new Map(nodes.map((id) => [id, cellIn(columns.get(id) ?? 0, HIGH)]));
  const chains = edges.map(({ from, to }) => {
    const [begin, end] = [columns.get(from) ?? 0, columns.get(to) ?? 0];
    const lanes = Array.from({ length: end - begin - 1 }, (_, at) => cellIn(begin + 1 + at, LANE));
    const chain = [cells.get(from), ...lanes, cells.get(to)].filter((cell) => cell !== undefined);
    for (const [at, cell] of chain.entries()) {
      cell.before.push(...chain.slice(at - 1, at));
      cell.after.push(...chain.slice(at + 1, at + 2));
    }
    return chain;
  });
  const all = [...new Set([...cells.values(), ...chains.flat()])];
  const lefts = [...new Set(all.map(({ x }) => x))].sort((one, other) => one - other);
  const rows = lefts.map((left) => all.filter(({ x }) => x === left));
  for (const row of rows) settle(row, Array(row.length).fill(0));
  for (let turn = 0; turn < SWEEPS; turn += 1) {
    for (const row of rows) level(row, "before");
    for (const row of [...rows].reverse()) level(row, "after");
  }
  const top = Math.min(...all.map(({ y }) => y));
  for (const cell of all) cell.y = Math.round(cell.y - top);
  const lines = edges.map(({ id }, at): [string, Point[]] => {
    const chain = chains[at] ?? [];
    const lanes = chain.slice(1, -1).flatMap((lane) => [
      { x: lane.x, y: middle(lane) },
      { x: lane.x + WIDE, y: middle(lane) },
    ]);
    const begin = { x: (chain[0]?.x ?? 0) + WIDE, y: port(chain, chains, 0) };
    const line = [begin, ...lanes, { x: chain.at(-1)?.x ?? 0, y: port(chain, chains, -1) }];
    return [id, back.has(id) ? line.reverse() : line];
  });
  return {
    places: new Map([...cells].map(([id, { x, y }]) => [id, { x, y }])),
    lines: new Map(lines),
    width: Math.max(0, ...all.map(({ x }) => x)) + WIDE,
    height: Math.max(HIGH, ...all.map(({ y, high }) => y + high)),
  };
}
