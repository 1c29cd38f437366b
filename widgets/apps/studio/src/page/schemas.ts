/** Component schemas as the editor reads them: family, title, properties, slots, and what a fresh one starts with. */
import { type Component, catalogue, FAMILIES, type Family } from "@largesse/widgets/catalogue";
import type { Locale } from "../ports";

type Titles = Partial<Record<Locale, string>>;

export interface PropSchema {
  type?: string;
  $ref?: string;
  enum?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  properties?: Record<string, PropSchema>;
  description?: string;
  "x-title"?: Titles;
  "x-control"?: string;
  "x-labels"?: Record<string, Titles>;
}

export { FAMILIES, type Family };
export type WidgetKind = Component;
export const KINDS: WidgetKind[] = Object.values(catalogue);

/** A play and a right of the document that a fresh component may name. */
export interface Known {
  play: string | undefined;
  right: string | undefined;
}

export const kindOf = (type: string): WidgetKind | undefined => catalogue[type];

export const propsOf = (kind: WidgetKind): Array<[string, PropSchema]> =>
  Object.entries(kind.schema.properties as Record<string, PropSchema>);

/** What a fresh component starts with: its sample, naming a play or right only where the document has one. */
export function startingProps(kind: WidgetKind, known: Known): Record<string, unknown> {
  const props = structuredClone(kind.sample) as Record<string, unknown>;
  for (const [name, schema] of propsOf(kind)) {
    const control = schema["x-control"];
    if (control === "play" && known.play) props[name] = known.play;
    if (control === "right" && known.right) props[name] = known.right;
  }
  return props;
}
