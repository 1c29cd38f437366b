/** The components as the canvas library knows them: fields from schemas, pictures from the widgets' own source. */
import type { ComponentConfig, Config, Field, PuckContext } from "@puckeditor/core";
import type { Words } from "../words";
import { Control } from "./controls";
import { slotField } from "./convert";
import { Drawn, Page, Stranger } from "./drawn";
import { KINDS, type PropSchema, propsOf, type WidgetKind } from "./schemas";

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

/** No default props: the library would show them in old nodes that never had them. `useFurnish` gives a fresh one its sample. */
function componentOf(kind: WidgetKind, words: Words): ComponentConfig {
  const entries = propsOf(kind).map(
    ([name, prop]) => [name, fieldOf(name, prop, kind.schema.required?.includes(name) ?? false)] as const,
  );
  const slots = kind.slots.map((name) => [slotField(name), { type: "slot" }] as const);
  return {
    label: words.of(kind.title) || kind.type,
    fields: Object.fromEntries([...entries, ...slots]) as NonNullable<ComponentConfig["fields"]>,
    render: (props) => <Drawn type={kind.type} slots={kind.slots} props={props} />,
  };
}

/** Build the configuration; types that a page uses and nobody knows any more are shown, kept and left alone. */
export function configFor(words: Words, used: string[]): Config {
  const components: Config["components"] = {};
  for (const kind of KINDS) components[kind.type] = componentOf(kind, words);
  for (const type of used)
    components[type] ??= { label: type, fields: {}, render: () => <Stranger type={type} /> };
  const zone = { zone: "default-zone", className: "lg-page", collisionAxis: "y" as const };
  return {
    components,
    root: {
      fields: {},
      render: ({ puck }: { puck: PuckContext }) => <Page>{puck.renderDropZone(zone)}</Page>,
    },
  };
}
