/** Controls of the property form that the canvas library lacks: two languages, plays, rights, pictures. */
import { NumberInput, SegmentedControl, Select, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useDocument, useTold } from "../desk";
import { Moment } from "../settings/fields";
import { useWords } from "../words";
import { PictureControl } from "./pictures";
import type { PropSchema } from "./schemas";

interface ControlProps {
  name: string;
  schema: PropSchema;
  required: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  readOnly?: boolean | undefined;
}

type Text = { "zh-CN"?: string; en?: string };

export function Control(props: ControlProps) {
  const { schema } = props;
  const control = schema["x-control"];
  if (schema.$ref?.endsWith("text.v1"))
    return <TextControl {...props} long={control === "textarea" || control === "markdown"} />;
  if (control === "play") return <PlayControl {...props} />;
  if (control === "right") return <RightControl {...props} />;
  if (control === "image") return <ImageControl {...props} />;
  if (control === "moment") return <MomentControl {...props} />;
  if (schema.type === "boolean") return <SwitchControl {...props} />;
  if (schema.enum) return <ChoiceControl {...props} />;
  if (schema.type === "integer" || schema.type === "number") return <NumberControl {...props} />;
  return <LineControl {...props} />;
}

function useTitle({ name, schema, required }: ControlProps): string {
  const { of } = useWords();
  return (of(schema["x-title"]) || name) + (required ? " *" : "");
}

function TextControl(props: ControlProps & { long: boolean }) {
  const { schema, value, onChange, readOnly, long, required } = props;
  const title = useTitle(props);
  const { t } = useWords();
  const text = (value ?? {}) as Text;
  const Field = long ? Textarea : TextInput;
  const put = (locale: "zh-CN" | "en", words: string) => {
    const next: Text = { ...text, [locale]: words };
    if (!next.en) delete next.en;
    onChange(next["zh-CN"] || next.en || required ? next : undefined);
  };
  return (
    <Stack gap={6}>
      {(["zh-CN", "en"] as const).map((locale) => (
        <Field
          key={locale}
          size="xs"
          label={locale === "zh-CN" ? title : undefined}
          aria-label={`${title} ${t(`locale.${locale}`)}`}
          leftSection={<small>{locale === "zh-CN" ? "中" : "En"}</small>}
          value={text[locale] ?? ""}
          readOnly={readOnly ?? false}
          maxLength={schema.properties?.[locale]?.maxLength ?? 4000}
          {...(long ? { autosize: true, minRows: 2, maxRows: 8 } : {})}
          onChange={(event: { currentTarget: { value: string } }) => put(locale, event.currentTarget.value)}
        />
      ))}
    </Stack>
  );
}

function PlayControl(props: ControlProps) {
  const plays = useDocument((document) => document.plays);
  const { of, t } = useWords();
  const data = plays.map((play) => ({ value: play.id, label: of(play.title) }));
  return (
    <Select
      size="xs"
      label={useTitle(props)}
      description={data.length ? undefined : t("control.noPlay")}
      data={data}
      value={(props.value as string | undefined) ?? null}
      readOnly={props.readOnly ?? false}
      onChange={(value) => props.onChange(value ?? undefined)}
    />
  );
}

function RightControl(props: ControlProps) {
  const rights = useDocument((document) => document.rights);
  const { stock } = useTold();
  const { of, t } = useWords();
  const data = rights.map((right) => {
    const batch = stock.find((one) => one.id === right.batch);
    const left = batch ? t("control.left", { free: batch.free }) : "";
    return { value: right.ref, label: `${of(right.title)} ${left}` };
  });
  return (
    <Select
      size="xs"
      label={useTitle(props)}
      data={data}
      value={(props.value as string | undefined) ?? null}
      readOnly={props.readOnly ?? false}
      onChange={(value) => props.onChange(value ?? undefined)}
    />
  );
}

function SwitchControl(props: ControlProps) {
  const title = useTitle(props);
  return (
    <Switch
      size="sm"
      label={title}
      checked={Boolean(props.value ?? props.schema.default)}
      disabled={props.readOnly ?? false}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}

function ChoiceControl(props: ControlProps) {
  const { of } = useWords();
  const title = useTitle(props);
  const { schema } = props;
  const data = (schema.enum ?? []).map((value) => ({
    value,
    label: of(schema["x-labels"]?.[value]) || value,
  }));
  const value = String(props.value ?? schema.default ?? data[0]?.value);
  if (data.length > 4)
    return (
      <Select
        size="xs"
        label={title}
        data={data}
        value={value}
        onChange={(next) => props.onChange(next ?? undefined)}
      />
    );
  return (
    <div>
      <div style={{ fontSize: 12, fontWeight: 500, marginBottom: 3 }}>{title}</div>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={title}
        data={data}
        value={value}
        readOnly={props.readOnly ?? false}
        onChange={props.onChange}
      />
    </div>
  );
}

function NumberControl(props: ControlProps) {
  const { schema } = props;
  return (
    <NumberInput
      size="xs"
      label={useTitle(props)}
      value={(props.value as number | undefined) ?? ""}
      {...(schema.minimum === undefined ? {} : { min: schema.minimum })}
      {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
      allowDecimal={schema.type === "number"}
      readOnly={props.readOnly ?? false}
      onChange={(value) => props.onChange(value === "" ? undefined : Number(value))}
    />
  );
}

function ImageControl(props: ControlProps) {
  const title = useTitle(props);
  const { required, value, readOnly, onChange } = props;
  return <PictureControl {...{ title, required, value, onChange }} readOnly={readOnly ?? false} />;
}

function MomentControl(props: ControlProps) {
  const title = useTitle(props);
  return <Moment label={title} at={(props.value as string | undefined) ?? ""} onChange={props.onChange} />;
}

function LineControl(props: ControlProps) {
  return (
    <TextInput
      size="xs"
      label={useTitle(props)}
      maxLength={props.schema.maxLength ?? 300}
      value={(props.value as string | undefined) ?? ""}
      readOnly={props.readOnly ?? false}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  );
}
