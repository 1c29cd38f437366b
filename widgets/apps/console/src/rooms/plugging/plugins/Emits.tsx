/** The events that a plugin may emit: what it declares, what the bank granted, what keeps a name from it. */
import { Group } from "@mantine/core";
import { GrantPluginEvents, type PluginShown, StopEventSource } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";

type Shown = NonNullable<PluginShown["emits"]>;
type Declared = Shown["events"][number];

interface EmitsProps {
  plugin: PluginShown;
  again: () => void;
}

export function Emits({ plugin, again }: EmitsProps) {
  const { t } = useWords();
  const { emits } = plugin;
  if (!emits) return null;
  return (
    <Section title={t("plugins.emits")}>
      <Table label={t("plugins.emits")} words>
        <thead>
          <tr>
            {["plugins.emits.event", "events.family", "plugins.emits.props", "state"].map((head) => (
              <th key={head}>{t(head)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {emits.events.map((one) => (
            <One key={one.name} of={one} />
          ))}
        </tbody>
      </Table>
      {emits.source?.usedAt && (
        <p className={styles.muted}>
          {t("plugins.emits.used")} <When at={emits.source.usedAt} />
        </p>
      )}
      <Acts plugin={plugin} emits={emits} again={again} />
    </Section>
  );
}

function One({ of }: { of: Declared }) {
  const { t } = useWords();
  return (
    <tr>
      <td>
        {of.title}
        <div className={styles.muted}>
          <code>{of.name}</code>
        </div>
      </td>
      <td>{t(`events.family.${of.regulated}`)}</td>
      <td>{of.props.join(t("list.comma")) || "–"}</td>
      <td>
        <Status
          of={of.granted ? "active" : "waiting"}
          label={t(of.granted ? "plugins.emits.granted" : "plugins.emits.notGranted")}
        />
        {of.message && <div className={styles.muted}>{of.message}</div>}
      </td>
    </tr>
  );
}

function Acts({ plugin, emits, again }: EmitsProps & { emits: Shown }) {
  const { t } = useWords();
  const { installation } = plugin;
  const fit = emits.events.filter((one) => !one.message);
  const granted = emits.events.filter((one) => one.granted);
  if (!installation || emits.actions.length === 0) return null;
  if (fit.length === 0) return <Note tone="warn">{t("plugins.emits.none")}</Note>;
  return (
    <Group gap="xs" mt="sm">
      <AskForm
        label={t("plugins.emits.grant")}
        title={`${t("plugins.emits.grant")} · ${plugin.name}`}
        lead={t("plugins.emits.grant.says")}
        document={GrantPluginEvents}
        said={t("plugins.emits.grant.said")}
        done={again}
        toAsk={(values) => ({ ...values, installation: installation.id })}
        fields={[
          {
            name: "events",
            label: "plugins.emits.which",
            hint: "plugins.emits.which.hint",
            kind: "choices",
            options: fit.map((one) => ({ value: one.name, label: `${one.title} (${one.name})` })),
            initial: (granted.length > 0 ? granted : fit).map((one) => one.name),
          },
        ]}
      />
      {emits.source?.actions.includes("stop") && (
        <AskConfirm
          danger
          label={t("plugins.emits.stop")}
          title={`${t("plugins.emits.stop")} · ${plugin.name}`}
          says={t("events.stop.ofPlugin")}
          reason="required"
          document={StopEventSource}
          ask={{ source: emits.source.id }}
          said={t("plugins.emits.stop.said")}
          done={again}
        />
      )}
    </Group>
  );
}
