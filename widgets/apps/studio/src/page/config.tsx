/** The components as the canvas library knows them: fields from schemas, pictures from the widgets' own source. */
import type { ComponentConfig, Config, Field } from "@puckeditor/core";
import type { ReactNode } from "react";
import type { Words } from "../words";
import { Control } from "./controls";
import { slotField, VERSION } from "./convert";
import { Drawn, Page, Stranger } from "./drawn";
import { KINDS, type PropSchema, propsOf, startingProps, type WidgetKind } from "./schemas";

function fieldOf(name: string, schema: PropSchema, required: boolean): Field {
  return {
    type: "custom",
    render: ({ value, onChange, readOnly }) => (
      <Control
        name={name}
        schema={schema}
        required={required}
        value={value}
        onChange={onChange}
        readOnly={readOnly}
      />
    ),
  };
}

export interface Known {
  play: string | undefined;
  right: string | undefined;
}

function componentOf(kind: WidgetKind, words: Words, known: Known): ComponentConfig {
  const entries = propsOf(kind).map(
    ([name, prop]) => [name, fieldOf(name, prop, kind.schema.required?.includes(name) ?? false)] as const,
  );
  const slots = kind.slots.map((name) => [slotField(name), { type: "slot" }] as const);
  const empty = Object.fromEntries(slots.map(([name]) => [name, []]));
  return {
    label: words.of(kind.title) || kind.type,
    fields: Object.fromEntries([...entries, ...slots]) as NonNullable<ComponentConfig["fields"]>,
    defaultProps: { ...startingProps(kind, known), ...empty, [VERSION]: kind.v },
    render: (props) => <Drawn type={kind.type} slots={kind.slots} props={props} />,
  };
}

/** Build the configuration; types that a page uses and nobody knows any more are shown, kept and left alone. */
export function configFor(words: Words, used: string[], known: Known): Config {
  const components: Config["components"] = {};
  for (const kind of KINDS) components[kind.type] = componentOf(kind, words, known);
  for (const type of used)
    components[type] ??= { label: type, fields: {}, render: () => <Stranger type={type} /> };
  return {
    components,
    root: { fields: {}, render: ({ children }: { children?: ReactNode }) => <Page>{children}</Page> },
  };
}
