/** Our page envelope ⇄ the canvas' data; the one place where the two shapes meet. */
import type { Node } from "@largesse/contracts/documents";
import { freshKey } from "@largesse/kernel";
import type { ComponentData, Data } from "@puckeditor/core";

const SLOT = "slot-";
export const VERSION = "lgVersion";
const VISIBLE = "lgVisible";

type Props = Record<string, unknown> & { id: string };

export function toCanvas(nodes: Node[]): Data {
  return { root: { props: {} }, content: nodes.map(nodeToItem) };
}

function nodeToItem(node: Node): ComponentData {
  const slots = Object.entries(node.slots ?? {}).map(([name, inside]) => [
    SLOT + name,
    inside.map(nodeToItem),
  ]);
  const props: Props = { ...node.props, ...Object.fromEntries(slots), id: node.id, [VERSION]: node.v };
  if (node.visible) props[VISIBLE] = node.visible;
  return { type: node.type, props };
}

export function fromCanvas(data: Pick<Data, "content">): Node[] {
  return data.content.map(itemToNode);
}

function itemToNode(item: ComponentData): Node {
  const node: Node = {
    id: String(item.props.id),
    type: item.type,
    v: Number(item.props[VERSION] ?? 1),
    props: {},
  };
  for (const [name, value] of Object.entries(item.props)) {
    if (name === "id" || name === VERSION || value === undefined) continue;
    if (name === VISIBLE) node.visible = value as NonNullable<Node["visible"]>;
    else if (name.startsWith(SLOT)) {
      const inside = Array.isArray(value) ? (value as ComponentData[]).map(itemToNode) : [];
      node.slots = { ...node.slots, [name.slice(SLOT.length)]: inside };
    } else node.props[name] = value;
  }
  return node;
}

const complete = (item: ComponentData): boolean =>
  VERSION in item.props &&
  Object.entries(item.props).every(
    ([name, inside]) =>
      !slotName(name) || !Array.isArray(inside) || (inside as ComponentData[]).every(complete),
  );

/** Has every component been given its sample, or was it kept with what it had? */
export const furnished = (data: Pick<Data, "content">): boolean => data.content.every(complete);

export const slotField = (name: string): string => SLOT + name;
export const slotName = (field: string): string | null =>
  field.startsWith(SLOT) ? field.slice(SLOT.length) : null;
export const isOwn = (name: string): boolean => name === "id" || name === VERSION || name === VISIBLE;

/** A fresh id for a node: letters, digits and dashes, short enough for the schema. */
export const newId = (type: string): string => `${type.slice(0, 24)}-${freshKey().slice(0, 8)}`;

/** A copy with fresh ids all the way down. */
export function renewed(item: ComponentData): ComponentData {
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item.props)) {
    props[name] = slotName(name) && Array.isArray(value) ? (value as ComponentData[]).map(renewed) : value;
  }
  return { type: item.type, props: { ...props, id: newId(item.type) } };
}
