/** What the studio's palette shows: each component's schema, family, slots and sample, beside the component itself. */
import type { Text } from "@largesse/contracts";
import type { Steps } from "@largesse/kernel";
import type { Widget } from "@largesse/kit";
import { registry } from "./registry";
import { stepsOf } from "./steps";

export const FAMILIES = ["play", "creative", "scene", "flow", "rule"] as const;
export type Family = (typeof FAMILIES)[number];

export interface WidgetSchema {
  readonly $id: string;
  readonly title: string;
  readonly description: string;
  readonly "x-title": Text;
  readonly "x-family": Family;
  readonly "x-slots": readonly string[];
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Component {
  readonly type: string;
  readonly v: number;
  readonly title: Text;
  readonly family: Family;
  readonly slots: readonly string[];
  readonly schema: WidgetSchema;
  /** Props of a fresh node. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** From each version of the props to the next. */
  readonly steps: Steps;
  readonly widget: Widget<never>;
}

const schemas = import.meta.glob<WidgetSchema>("../../../../schemas/widgets/*.schema.json", {
  import: "default",
  eager: true,
});
const samples = import.meta.glob<Record<string, unknown>>("./*/sample.json", {
  import: "default",
  eager: true,
});

function componentOf(schema: WidgetSchema): Component | null {
  const [type = "", version = "1"] = schema.$id.split("widgets/")[1]?.split(".v") ?? [];
  const widget = registry[type];
  if (!widget) return null;
  return {
    type,
    v: Number(version),
    title: schema["x-title"],
    family: schema["x-family"],
    slots: schema["x-slots"],
    schema,
    sample: samples[`./${type}/sample.json`] ?? {},
    steps: stepsOf(type) ?? [],
    widget,
  };
}

const newest = (a: Component, b: Component | undefined): Component => (b && b.v > a.v ? b : a);

/** Every component by its type, at its newest version. */
export const catalogue: Readonly<Record<string, Component>> = Object.values(schemas).reduce<
  Record<string, Component>
>((all, schema) => {
  const one = componentOf(schema);
  return one ? Object.assign(all, { [one.type]: newest(one, all[one.type]) }) : all;
}, {});
