/**
 * Saved pages outlive components: each component brings the steps from one version of its props to the next.
 *
 * Invariant  a node newer than this build is left alone and shown as nothing; a published page never breaks.
 */
import type { Node } from "./envelope";

type Props = Node["props"];

/** steps[n] turns props of version n+1 into props of version n+2. */
export type Steps = ReadonlyArray<(props: Props) => Props>;

/** Bring a node to the newest version that its component knows. */
export function migrated(node: Node, steps: Steps): Node {
  const newest = steps.length + 1;
  if (node.v >= newest) return node;
  const props = steps.slice(node.v - 1).reduce((old, step) => step(old), node.props);
  return { ...node, v: newest, props };
}
