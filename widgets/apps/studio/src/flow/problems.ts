/** What the check found about a node of the graph. */
import type { Finding } from "../ports";
import type { FlowNode } from "./graph";

const LISTS = { play: "plays", state: "states", right: "rights" } as const;

const isListed = (kind: FlowNode["kind"]): kind is keyof typeof LISTS => kind in LISTS;

/** Of a play, a state, a right: what is found inside it; what only a play says is found there. */
export function problemsOf(problems: readonly Finding[], { kind, at }: FlowNode): Finding[] {
  if (!isListed(kind)) return [];
  const place = `/${LISTS[kind]}/${at}`;
  return problems.filter(({ path }) => path === place || path.startsWith(`${place}/`));
}
