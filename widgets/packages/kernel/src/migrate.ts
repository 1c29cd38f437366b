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

/** The steps of a component type; null for a type that this build does not know. */
export type StepsOf = (type: string) => Steps | null;

/** A node that this build can show: known, not newer than its component, and for everyone to see. */
function shown(node: Node, stepsOf: StepsOf): boolean {
  const steps = stepsOf(node.type);
  return steps !== null && node.v <= steps.length + 1 && node.visible === undefined;
}

/**
 * Bring every node of a page to its newest version, and leave out what this build cannot show: a page never breaks.
 * A node with a rule of visibility is left out too: the page is the same for everyone, and who may see it is not known.
 */
export function paintable(nodes: readonly Node[], stepsOf: StepsOf): Node[] {
  return nodes
    .filter((node) => shown(node, stepsOf))
    .map((node) => {
      const now = migrated(node, stepsOf(node.type) ?? []);
      if (!now.slots) return now;
      const slots = Object.entries(now.slots).map(
        ([name, inside]) => [name, paintable(inside, stepsOf)] as const,
      );
      return { ...now, slots: Object.fromEntries(slots) };
    });
}
