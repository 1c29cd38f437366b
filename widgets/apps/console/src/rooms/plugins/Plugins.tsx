/** Plugins: install, fill in the form their schema describes, test the connection, enable, see problems. */
import { Group } from "@mantine/core";
import { lazy, Suspense } from "react";
import { newKey, useAsk, useRead } from "../../api/ask";
import {
  ConfigurePlugin,
  DisablePlugin,
  EnablePlugin,
  InstallPlugin,
  Plugin,
  Plugins,
  TestPlugin,
} from "../../api/documents_gen";
import type { Registered } from "../../api/registered";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { Confirm } from "../../parts/confirm";
import { When } from "../../parts/figures";
import { type Pages, RecordList } from "../../parts/list";
import { FactList, Note, Page, Section } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Side } from "../../parts/side";
import { Reveal, Waiting } from "../../parts/states";
import { Status } from "../../parts/status";
import { useList } from "../../parts/useList";

const ConfigForm = lazy(() => import("./ConfigForm"));

interface Row {
  id: string;
  key: string;
  name: string;
  summary: string;
  version: string;
  publisher: string;
  state: string;
  capabilities: string[];
}

export interface Detail extends Row {
  digest: string;
  egress: string[];
  permissions: string[];
  isolation: string | null;
  configSchema: object;
  installation: {
    id: string;
    state: string;
    config: Record<string, unknown> | null;
    testedAt: string | null;
    testOk: boolean | null;
    testMessage: string | null;
  } | null;
  problems: Array<{ code: string; message: string; count: number; lastAt: string; critical: boolean }>;
}

export function PluginsPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const list = useList(Plugins, (data) => data.plugins as Pages<Row>);
  return (
    <Page title={t("place.plugins")} lead={t("place.plugins.lead")}>
      <RecordList
        {...list}
        label={t("place.plugins")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/plugins/${row.id}`}
        columns={[
          { head: "plugins.plugin", cell: (row) => row.name },
          { head: "plugins.version", cell: (row) => <code>{row.version}</code> },
          { head: "plugins.publisher", cell: (row) => row.publisher },
          {
            head: "plugins.capabilities",
            cell: (row) => row.capabilities.map((one) => t(`capability.${one}`)).join(t("list.comma")),
          },
          { head: "state", cell: (row) => <Status of={row.state} /> },
        ]}
        empty={{ title: t("plugins.empty"), teach: t("plugins.empty.teach") }}
      />
      {id && <PluginSide id={id} changed={list.reading.again} />}
    </Page>
  );
}

function PluginSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(Plugin, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.plugin?.name ?? t("plugins.plugin")} back="/plugins" size={640}>
      <Reveal reading={reading} pick={(data) => data.plugin as Detail | null}>
        {(plugin: Detail) => (
          <>
            <FactList
              facts={[
                ["name", plugin.name],
                ["plugins.key", <code key="key">{plugin.key}</code>],
                ["plugins.version", <code key="version">{plugin.version}</code>],
                ["plugins.publisher", plugin.publisher],
                ["state", <Status key="state" of={plugin.state} />],
                ["plugins.egress", egressOf(plugin).join(t("list.comma")) || t("plugins.noEgress")],
                [
                  "plugins.permissions",
                  plugin.permissions.map((one) => t(`permission.${one}`)).join(t("list.comma")) || "–",
                ],
                [
                  "plugins.isolation",
                  plugin.isolation
                    ?.split("+")
                    .map((one) => t(`isolation.${one}`))
                    .join(t("list.comma")) ?? "–",
                ],
                [
                  "plugins.digest",
                  <span key="digest" className={styles.mono}>
                    {plugin.digest}
                  </span>,
                ],
              ]}
            />
            <Acts plugin={plugin} again={again} />
            {plugin.installation && <Config plugin={plugin} again={again} />}
            <Problems plugin={plugin} />
          </>
        )}
      </Reveal>
    </Side>
  );
}

/** Addresses the plugin may reach; one that is configured is shown as it is configured. */
const egressOf = ({ egress, installation }: Detail): string[] =>
  egress.map((rule) =>
    rule.replace(/\$\{config\.(\w+)\}/g, (whole, name: string) =>
      String(installation?.config?.[name] ?? whole),
    ),
  );

// biome-ignore lint/suspicious/noExplicitAny: each action has an ask type of its own
type Mutation = Registered<any, any>;

function Acts({ plugin, again }: { plugin: Detail; again: () => void }) {
  const { may } = useSigned();
  const { installation } = plugin;
  const state = plugin.state;
  return (
    <Group gap="xs" mt="lg">
      {!installation && may("plugging.install") && (
        <One
          name="install"
          document={InstallPlugin}
          ask={{ plugin: plugin.id }}
          plugin={plugin}
          again={again}
          variant="filled"
        />
      )}
      {installation && may("plugging.test") && (
        <One
          name="test"
          document={TestPlugin}
          ask={{ installation: installation.id }}
          plugin={plugin}
          again={again}
        />
      )}
      {installation && state !== "enabled" && may("plugging.enable") && (
        <One
          name="enable"
          document={EnablePlugin}
          ask={{ installation: installation.id }}
          plugin={plugin}
          again={again}
          variant="filled"
        />
      )}
      {installation && state === "enabled" && may("plugging.disable") && (
        <One
          name="disable"
          document={DisablePlugin}
          ask={{ installation: installation.id }}
          plugin={plugin}
          again={again}
          danger
        />
      )}
    </Group>
  );
}

interface OneProps {
  name: string;
  document: Mutation;
  ask: object;
  plugin: Detail;
  again: () => void;
  variant?: string;
  danger?: boolean;
}

function One({ name, document, ask, plugin, again, variant, danger }: OneProps) {
  const { t } = useWords();
  const { run } = useAsk(document);
  return (
    <Confirm
      label={t(`plugins.${name}`)}
      title={`${t(`plugins.${name}`)} ${plugin.name}`}
      says={t(`plugins.${name}.says`, {
        egress: egressOf(plugin).join(t("list.comma")) || t("plugins.noEgress"),
      })}
      danger={danger ?? false}
      {...(variant ? { variant } : {})}
      onYes={async () => {
        const answer = await run({ ask: { key: newKey(), ...ask } }, t(`plugins.${name}.done`));
        again();
        return answer;
      }}
    />
  );
}

function Config({ plugin, again }: { plugin: Detail; again: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const { run, busy, refusal } = useAsk(ConfigurePlugin);
  const { installation } = plugin;
  if (!installation) return null;
  const save = async (config: Record<string, unknown>) => {
    const answer = await run(
      { ask: { key: newKey(), installation: installation.id, config } },
      t("plugins.configured"),
    );
    if (answer) again();
  };
  return (
    <Section title={t("plugins.config")}>
      {installation.testedAt && (
        <div style={{ marginBottom: 14 }}>
          <Note tone={installation.testOk ? "good" : "bad"}>
            {installation.testOk || t("plugins.testBad")}{" "}
            {installation.testMessage || (installation.testOk && t("plugins.testOk"))} ·{" "}
            <When at={installation.testedAt} />
          </Note>
        </div>
      )}
      {refusal && <Note tone="bad">{refusal.message}</Note>}
      <Suspense fallback={<Waiting rows={3} />}>
        <ConfigForm
          schema={plugin.configSchema}
          config={installation.config ?? {}}
          busy={busy}
          readOnly={!may("plugging.configure")}
          save={save}
        />
      </Suspense>
    </Section>
  );
}

function Problems({ plugin }: { plugin: Detail }) {
  const { t } = useWords();
  if (plugin.problems.length === 0) return null;
  return (
    <Section title={t("plugins.problems")}>
      {plugin.problems.map((problem) => (
        <div key={problem.code} style={{ marginBottom: 8 }}>
          <Note tone={problem.critical ? "bad" : "warn"}>
            {problem.message} <small>×{problem.count}</small> · <When at={problem.lastAt} />
          </Note>
        </div>
      ))}
    </Section>
  );
}
