/** A field that is a short list of lines, each a few fields of its own: hours, days off, fields of a form. */
import { Button, Group, Stack } from "@mantine/core";
import { useWords } from "../copy";
import { type Field, FormField, type OwnFieldProps, type Row } from "./form";
import styles from "./parts.module.css";

const first = (field: Field): Row[string] => {
  if (field.initial !== undefined) return field.initial as Row[string];
  if (field.kind === "choices") return [];
  return field.kind === "yes" ? false : "";
};

const blank = (fields: Field[]): Row => Object.fromEntries(fields.map((field) => [field.name, first(field)]));

const rowsIn = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : []);

interface RowsProps extends Omit<OwnFieldProps, "values"> {
  fields: Field[];
  /** The words of the button below the lines. */
  add: string;
}

export function Rows({ label, value, wrong, put, fields, add }: RowsProps) {
  const { t } = useWords();
  const rows = rowsIn(value);
  const change = (at: number, name: string, next: Row[string]) =>
    put(rows.map((row, index) => (index === at ? { ...row, [name]: next } : row)));
  return (
    <Stack gap="xs" component="fieldset" className={styles.rows}>
      <legend>{label}</legend>
      {rows.map((row, at) => (
        <div key={at} className={styles.rowCard}>
          {fields.map((field) => (
            <FormField
              key={field.name}
              first={false}
              field={field}
              value={row[field.name] ?? ""}
              currency=""
              wrong={null}
              put={(next) => change(at, field.name, next as Row[string])}
            />
          ))}
          <Group justify="flex-end">
            <Button size="xs" variant="subtle" onClick={() => put(rows.filter((_, index) => index !== at))}>
              {t("rows.remove")}
            </Button>
          </Group>
        </div>
      ))}
      {wrong && (
        <p className={styles.rowsWrong} aria-invalid="true" tabIndex={-1}>
          {wrong}
        </p>
      )}
      <Group>
        <Button size="xs" variant="default" onClick={() => put([...rows, blank(fields)])}>
          {t(add)}
        </Button>
      </Group>
    </Stack>
  );
}
