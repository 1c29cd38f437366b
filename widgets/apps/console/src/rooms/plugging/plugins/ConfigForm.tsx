/** The form a plugin's configuration schema describes; checked without eval, secrets kept when left masked. */
import { type Schema, Validator } from "@cfworker/json-schema";
import { Button } from "@mantine/core";
import { Form } from "@rjsf/mantine";
import type {
  ErrorSchema,
  FormValidation,
  RJSFSchema,
  RJSFValidationError,
  UiSchema,
  ValidatorType,
} from "@rjsf/utils";
import { useMemo } from "react";
import { type Localized, useWords } from "../../../copy";
import { type Titled, titleOf } from "./titles";

/** rjsf's seam for a validator, over one that builds no functions from text. */
const validator: ValidatorType = {
  validateFormData: (data, schema) => {
    const found = new Validator(withoutPatterns(leavingMasked(schema, data)), "2020-12", false).validate(
      data ?? {},
    ).errors;
    const errors: RJSFValidationError[] = found
      .filter((error) => !["properties", "items"].includes(error.keyword))
      .map((error) => ({
        name: error.keyword,
        message: error.error,
        property: error.instanceLocation,
        stack: error.error,
      }));
    return { errors, errorSchema: schemaOf(errors) };
  },
  isValid: (schema, data) =>
    new Validator(withoutPatterns(schema), "2020-12", true).validate(data ?? {}).valid,
  rawValidation: (schema, data) => ({
    errors: new Validator(withoutPatterns(schema), "2020-12", false).validate(data ?? {}).errors as never,
  }),
  reset: () => undefined,
} as ValidatorType & { toErrorList?: (errors: FormValidation) => RJSFValidationError[] };

/** What the server shows for a secret it keeps; sent back unchanged, the secret stays. */
const MASK = "••••••";

/** A browser's patterns go back over the text and may never end; the server matches them in linear time. */
function withoutPatterns(schema: object): Schema {
  const kept = (key: string, value: unknown) =>
    key === "pattern" && typeof value === "string" ? undefined : value;
  return JSON.parse(JSON.stringify(schema, kept));
}

/** A secret left masked is not the secret, so nothing is asked of its shape. */
function leavingMasked(schema: object, data: unknown): object {
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  const values = (data ?? {}) as Record<string, unknown>;
  const relaxed = Object.entries(properties).map(([name, one]) => [name, values[name] === MASK ? {} : one]);
  return { ...schema, properties: Object.fromEntries(relaxed) };
}

function schemaOf(errors: RJSFValidationError[]): ErrorSchema {
  const root: Record<string, { __errors: string[] }> = {};
  for (const error of errors) {
    const name = error.property?.split("/")[1];
    if (!name) continue;
    root[name] ??= { __errors: [] };
    root[name].__errors.push(error.message ?? "");
  }
  return root as ErrorSchema;
}

interface Secretive {
  required?: string[];
  properties?: Record<
    string,
    { "x-secret"?: boolean; secret?: boolean; writeOnly?: boolean; format?: string }
  >;
}

/** Fields as their author ordered them, where the schema tells; a secret is not the reader's own password. */
function uiOf({ required = [], properties = {} }: Secretive): UiSchema {
  const ui: UiSchema = { "ui:order": [...required.filter((name) => name in properties), "*"] };
  for (const [name, property] of Object.entries(properties)) {
    if (property["x-secret"] || property.secret || property.writeOnly || property.format === "password")
      ui[name] = { "ui:widget": "password", "ui:options": { autoComplete: "new-password" } };
  }
  return ui;
}

/** The schema in the reader's language, without the dialect mark that the form library does not want. */
function plainSchema(schema: object, of: (text: Localized | undefined) => string): RJSFSchema {
  const { $schema: _, $id: __, properties, ...rest } = schema as Record<string, unknown>;
  const spoken = Object.entries((properties ?? {}) as Record<string, Titled>).map(([name, one]) => {
    const title = titleOf(name, one, of);
    const description = of(one["x-help"]) || one.description;
    return [name, { ...one, title, ...(description ? { description } : {}) }];
  });
  return { ...rest, properties: Object.fromEntries(spoken) } as RJSFSchema;
}

interface ConfigFormProps {
  schema: object;
  config: Record<string, unknown>;
  busy: boolean;
  readOnly: boolean;
  /** The button's words; without them it saves. */
  label?: string;
  save: (config: Record<string, unknown>) => void;
}

export default function ConfigForm({ schema, config, busy, readOnly, label, save }: ConfigFormProps) {
  const { t, of } = useWords();
  const form = useMemo(() => plainSchema(schema, of), [schema, of]);
  const ui = useMemo(() => uiOf(schema as Secretive), [schema]);
  return (
    <Form
      schema={form}
      uiSchema={ui}
      formData={config}
      validator={validator}
      readonly={readOnly}
      showErrorList={false}
      onSubmit={({ formData }) => save(formData as Record<string, unknown>)}
    >
      <Button type="submit" mt="md" loading={busy} disabled={readOnly}>
        {label ?? t("plugins.save")}
      </Button>
    </Form>
  );
}
