/** The declared events: what they carry, of which family of products they are, for how long they count. */
import { Group } from "@mantine/core";
import { useRead } from "../../../api/ask";
import {
  DeclareEvent,
  EventNames as Document,
  type EventNamesRow,
  RetireEvent,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { enumsOf } from "../../../parts/choices";
import { AskForm, type Field, type OwnFieldProps, type Row } from "../../../parts/form";
import styles from "../../../parts/parts.module.css";
import { Rows } from "../../../parts/rows";
import { Trouble, Waiting } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";

const FAMILIES = ["none", "deposit", "wealth", "fund", "insurance", "loan"];
const KINDS = ["text", "number", "flag", "day"];
type Say = ReturnType<typeof useWords>["t"];

export function EventNames() {
  const { t } = useWords();
  const { may } = useSigned();
  const reading = useRead(Document, {});
  const rows = reading.data?.eventNames ?? [];
  if (reading.trouble && !reading.data) return <Trouble of={reading} />;
  if (!reading.data) return <Waiting />;
  return (
    <>
      {may("audience.declare_event") && (
        <Group mb="md">
          <Declare label={t("events.declare")} done={reading.again} />
        </Group>
      )}
      <div className={styles.sheet}>
        <Table label={t("events.tab.names")} words>
          <thead>
            <tr>
              {["events.event", "events.family", "events.props", "events.late", "state", "actions"].map(
                (head) => (
                  <th key={head}>{t(head)}</th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <td>
                  {row.title}
                  <div className={styles.muted}>
                    <code>{row.name}</code>
                  </div>
                </td>
                <td>{t(`events.family.${row.regulated}`)}</td>
                <td>{row.props.map((one) => `${one.title} (${one.name})`).join(t("list.comma")) || "–"}</td>
                <td>{t("events.late.says", { days: row.lateDays })}</td>
                <td>
                  <Status
                    of={row.retired ? "stopped" : "active"}
                    label={t(row.retired ? "events.retired" : "events.taken")}
                  />
                </td>
                <td>
                  <Acts of={row} done={reading.again} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}

function Acts({ of, done }: { of: EventNamesRow; done: () => void }) {
  const { t } = useWords();
  return (
    <Group gap="xs" wrap="nowrap">
      {of.actions.includes("declare") && (
        <Declare
          label={t(of.retired ? "events.take" : "events.change")}
          of={of}
          done={done}
          size="compact-xs"
        />
      )}
      {of.actions.includes("retire") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("events.retire")}
          title={`${t("events.retire")} ${of.title}`}
          says={t("events.retire.says")}
          reason="required"
          least={4}
          document={RetireEvent}
          ask={{ name: of.name }}
          said={t("events.retired.said")}
          done={done}
        />
      )}
    </Group>
  );
}

interface DeclareProps {
  label: string;
  of?: EventNamesRow;
  done: () => void;
  size?: string;
}

function Declare({ label, of, done, size }: DeclareProps) {
  const { t } = useWords();
  const own = (row: Row) => ({
    name: String(row.name).trim(),
    kind: row.kind,
    zh: String(row.zh),
    en: String(row.en ?? ""),
    regulated: row.regulated,
    needed: row.needed === true,
  });
  return (
    <AskForm
      {...(size ? { size } : { primary: true })}
      label={label}
      title={of ? `${label} · ${of.title}` : label}
      lead={t("events.declare.lead")}
      document={DeclareEvent}
      said={t("events.declared")}
      done={done}
      toAsk={(values) => ({
        ...values,
        name: of?.name ?? values.name,
        lateDays: Number(values.lateDays),
        aheadMinutes: Number(values.aheadMinutes),
        props: ((values.props || []) as Row[]).map(own),
        version: of?.version ?? 0,
      })}
      fields={fieldsOf(t, of)}
    />
  );
}

function fieldsOf(t: Say, of: EventNamesRow | undefined): Field[] {
  const families = enumsOf(t, "events.family", FAMILIES);
  const named: Field[] = of ? [] : [{ name: "name", label: "events.name", hint: "events.name.hint" }];
  return [
    ...named,
    { name: "zh", label: "name.zh", initial: of?.zh ?? "" },
    { name: "en", label: "name.en", optional: true, initial: of?.en ?? "" },
    {
      name: "regulated",
      label: "events.family",
      hint: "events.family.hint",
      kind: "choice",
      options: families,
      initial: of ? of.regulated.toUpperCase() : "",
    },
    { name: "sharing", label: "events.sharing", kind: "yes", initial: of?.sharing ?? false },
    {
      name: "lateDays",
      label: "events.late",
      hint: "events.late.hint",
      kind: "whole",
      initial: of?.lateDays ?? 7,
    },
    {
      name: "aheadMinutes",
      label: "events.ahead",
      hint: "events.ahead.hint",
      kind: "whole",
      initial: of?.aheadMinutes ?? 5,
    },
    {
      name: "props",
      label: "events.props",
      own: Props,
      initial: (of?.props ?? []).map((one) => ({
        name: one.name,
        kind: one.kind.toUpperCase(),
        zh: one.zh,
        en: one.en,
        regulated: one.regulated.toUpperCase(),
        needed: one.needed,
      })),
    },
    { name: "reason", label: "events.why", hint: "events.why.hint", kind: "long" },
  ];
}

function Props(props: OwnFieldProps) {
  const { t } = useWords();
  const fields: Field[] = [
    { name: "name", label: "events.prop.name", hint: "events.prop.name.hint" },
    {
      name: "kind",
      label: "events.prop.kind",
      kind: "choice",
      options: enumsOf(t, "events.kind", KINDS),
      initial: "TEXT",
    },
    { name: "zh", label: "name.zh" },
    { name: "en", label: "name.en", optional: true },
    {
      name: "regulated",
      label: "events.family",
      kind: "choice",
      options: enumsOf(t, "events.family", FAMILIES),
      initial: "NONE",
    },
    { name: "needed", label: "events.prop.needed", kind: "yes" },
  ];
  return <Rows {...props} fields={fields} add="events.prop.add" />;
}
