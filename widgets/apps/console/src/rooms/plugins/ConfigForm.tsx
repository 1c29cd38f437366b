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
import { useWords } from "../../copy";

/** rjsf's seam for a validator, over one that builds no functions from text. */
const validator: ValidatorType = {
  validateFormData: (data, schema) => {
    const found = new Validator(schema as Schema, "2020-12", false).validate(data ?? {}).errors;
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
  isValid: (schema, data) => new Validator(schema as Schema, "2020-12", true).validate(data ?? {}).valid,
  rawValidation: (schema, data) => ({
    errors: new Validator(schema as Schema, "2020-12", false).validate(data ?? {}).errors as never,
  }),
  reset: () => undefined,
} as ValidatorType & { toErrorList?: (errors: FormValidation) => RJSFValidationError[] };

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
  properties?: Record<
    string,
    { "x-secret"?: boolean; secret?: boolean; writeOnly?: boolean; format?: string }
  >;
}

function uiOf(schema: Secretive): UiSchema {
  const ui: UiSchema = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property["x-secret"] || property.secret || property.writeOnly || property.format === "password")
      ui[name] = { "ui:widget": "password" };
  }
  return ui;
}

/** The dialect mark names a draft; the form library wants none. */
function plainSchema(schema: object): RJSFSchema {
  const { $schema: _, $id: __, ...rest } = schema as Record<string, unknown>;
  return rest as RJSFSchema;
}

interface ConfigFormProps {
  schema: object;
  config: Record<string, unknown>;
  busy: boolean;
  readOnly: boolean;
  save: (config: Record<string, unknown>) => void;
}

export default function ConfigForm({ schema, config, busy, readOnly, save }: ConfigFormProps) {
  const { t } = useWords();
  const form = useMemo(() => plainSchema(schema), [schema]);
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
        {t("plugins.save")}
      </Button>
    </Form>
  );
}
