/** How a SKU is booked: by which resources of which places, how long, and what changing one's mind costs. */
import { ActionIcon, Group, Input, Stack } from "@mantine/core";
import { type BookingServicesRow, SetService } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { enumsOf } from "../../../parts/choices";
import { AskForm, type Field, type OwnFieldProps } from "../../../parts/form";
import { RecordPicker } from "../../../parts/picker";

const FIRST = {
  minutes: 60,
  noticeMinutes: 120,
  horizonDays: 60,
  holdMinutes: 10,
  offerMinutes: 60,
  freeUntilHours: 24,
  lateUnits: 0,
  noShowUnits: 0,
} as const;
/** Whether the provider keeps the calendar: then it names its places itself, and decides. */
const theirs = (values: Readonly<Record<string, unknown>>) => values.source === "PROVIDER";
const ours = (values: Readonly<Record<string, unknown>>) => !theirs(values);

const WHOLE = Object.keys(FIRST) as (keyof typeof FIRST)[];

/** Who and what serves it: as many as there are, each looked for by name or place. */
function Resources({ label, value, wrong, put }: OwnFieldProps) {
  const { t } = useWords();
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const others = (id: string) => chosen.filter((one) => one !== id);
  return (
    <Input.Wrapper label={t(label)} error={wrong} required>
      <Stack gap="xs">
        {chosen.map((id) => (
          <Group key={id} gap="xs" wrap="nowrap" align="end" grow preventGrowOverflow={false}>
            <RecordPicker
              quiet
              kind="resource"
              label={t(label)}
              value={id}
              onChange={(next) =>
                put([...new Set(next ? chosen.map((one) => (one === id ? next : one)) : others(id))])
              }
            />
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={t("services.resource.drop")}
              onClick={() => put(others(id))}
              flex={0}
            >
              ×
            </ActionIcon>
          </Group>
        ))}
        <RecordPicker
          key={chosen.length}
          quiet
          kind="resource"
          label={t("services.resource.add")}
          description={t("services.resource.hint")}
          value=""
          onChange={(next) => next && put([...new Set([...chosen, next])])}
        />
      </Stack>
    </Input.Wrapper>
  );
}

function useFields(row: BookingServicesRow | undefined): Field[] {
  const { t } = useWords();
  const sku: Field = { name: "sku", label: "services.sku", kind: "record", record: { kind: "sku" } };
  return [
    ...(row ? [] : [sku]),
    {
      name: "source",
      label: "services.source",
      kind: "choice",
      initial: (row?.source ?? "own").toUpperCase(),
      options: enumsOf(t, "services.source", ["own", "provider"]),
    },
    {
      name: "resources",
      when: ours,
      label: "services.resource",
      own: Resources,
      initial: row ? row.resources.map((one) => one.resource) : [],
    },
    {
      name: "kind",
      label: "services.kind",
      kind: "choice",
      initial: (row?.kind ?? "appointment").toUpperCase(),
      options: enumsOf(t, "services.kind", ["appointment", "event"]),
    },
    ...WHOLE.map(
      (name): Field => ({
        name,
        label: `services.${name}`,
        kind: "whole",
        initial: row?.[name] ?? FIRST[name],
      }),
    ),
    {
      name: "approval",
      label: "services.approval",
      kind: "yes",
      when: ours,
      initial: row?.approval ?? false,
    },
    {
      name: "state",
      label: "state",
      kind: "choice",
      initial: (row?.state ?? "active").toUpperCase(),
      options: enumsOf(t, "state", ["active", "stopped"]),
    },
  ];
}

interface ServiceFormProps {
  row?: BookingServicesRow;
  done: () => void;
}

/** For the first time, or as it is from now on; what is booked keeps its place. */
export function ServiceForm({ row, done }: ServiceFormProps) {
  const { t } = useWords();
  const { may } = useSigned();
  const fields = useFields(row);
  if (!may("rights.keep_places")) return null;
  return (
    <AskForm
      {...(row ? { size: "compact-xs" } : { primary: true })}
      label={t(row ? "services.change" : "services.new")}
      title={row ? `${t("services.change")} · ${row.skuName}` : t("services.new")}
      lead={t("services.new.lead")}
      document={SetService}
      said={t("services.new.done")}
      done={done}
      toAsk={(values) => ({
        ...values,
        ...(theirs(values) ? { resources: [] } : {}),
        ...(row ? { sku: row.sku } : {}),
      })}
      fields={fields}
    />
  );
}
