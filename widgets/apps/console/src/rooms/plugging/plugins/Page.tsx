/** One plugin beside its list: install, fill in the form its schema describes, test, enable, see problems. */
import { Group } from "@mantine/core";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { useAsk, useAskHere, useRead } from "../../../api/ask";
import {
  ConfigurePlugin,
  DisablePlugin,
  EnablePlugin,
  InstallPlugin,
  Plugin,
  type PluginShown,
  RollBackPlugin,
  TestPlugin,
  UninstallPlugin,
} from "../../../api/documents_gen";
import type { AnyMutation } from "../../../api/registered";
import { useWords } from "../../../copy";
import { Confirm } from "../../../parts/confirm";
import { When } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { FactList, Note, Section } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal, Waiting } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Emits } from "./Emits";
import { type Titled, titleOf } from "./titles";
import { Upgrade } from "./Upgrade";

const ConfigForm = lazy(() => import("./ConfigForm"));

export function PluginSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(Plugin, { id });
  const egressOf = useEgress();
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.plugin?.name ?? t("plugins.plugin")} back="/plugins" size={640}>
      <Reveal reading={reading} pick={(data) => data.plugin}>
        {(plugin: PluginShown) => (
          <>
            <FactList
              facts={[
                ["name", plugin.name],
                ["plugins.key", <code key="key">{plugin.key}</code>],
                ["plugins.version", <code key="version">{plugin.version}</code>],
                ["plugins.publisher", plugin.publisher],
                ["state", <Status key="state" of={plugin.state} />],
                [
                  "plugins.providers",
                  plugin.providers.length === 0
                    ? t("plugins.noProviders")
                    : plugin.providers.map((one) => (
                        <Link
                          key={one.id}
                          href={`/rights/products?tab=providers&q=${encodeURIComponent(one.slug)}`}
                        >
                          {one.name}
                        </Link>
                      )),
                ],
                ["plugins.egress", egressOf(plugin)],
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
                ["plugins.digest", <Hash key="digest" of={plugin.digest} />],
              ]}
            />
            <Acts plugin={plugin} again={again} />
            <Upgrade plugin={plugin} again={again} />
            {plugin.installation && <Config plugin={plugin} again={again} />}
            <Emits plugin={plugin} again={again} />
            <Problems plugin={plugin} />
          </>
        )}
      </Reveal>
    </Side>
  );
}

/** Gives the addresses a plugin may reach; one that comes from its configuration is shown as it is configured. */
function useEgress(): (plugin: PluginShown) => string {
  const { t, of } = useWords();
  return ({ egress, installation, configSchema }) => {
    const { properties = {} } = configSchema as { properties?: Record<string, Titled> };
    const told = (name: string): string => {
      const value = installation?.config?.[name];
      return value
        ? String(value)
        : t("plugins.egress.waits", { field: titleOf(name, properties[name], of) });
    };
    const rules = egress.map((rule) => rule.replace(/\$\{config\.(\w+)\}/g, (_, name: string) => told(name)));
    return rules.join(t("list.comma")) || t("plugins.noEgress");
  };
}

function Acts({ plugin, again }: { plugin: PluginShown; again: () => void }) {
  const { installation, actions } = plugin;
  return (
    <Group gap="xs" mt="lg">
      {actions.includes("install") && (
        <One
          name="install"
          document={InstallPlugin}
          ask={{ plugin: plugin.id }}
          plugin={plugin}
          again={again}
          variant="filled"
        />
      )}
      {installation && actions.includes("test") && (
        <One
          name="test"
          document={TestPlugin}
          ask={{ installation: installation.id }}
          plugin={plugin}
          again={again}
        />
      )}
      {installation && actions.includes("enable") && (
        <One
          name="enable"
          document={EnablePlugin}
          ask={{ installation: installation.id }}
          plugin={plugin}
          again={again}
          variant="filled"
        />
      )}
      {installation && actions.includes("disable") && (
        <One
          name="disable"
          document={DisablePlugin}
          ask={{ installation: installation.id }}
          plugin={plugin}
          again={again}
          danger
        />
      )}
      {installation && actions.includes("roll_back") && (
        <One
          name="rollBack"
          document={RollBackPlugin}
          ask={{ installation: installation.id }}
          plugin={plugin}
          again={again}
          danger
        />
      )}
      {installation && actions.includes("uninstall") && (
        <One
          name="uninstall"
          document={UninstallPlugin}
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
  document: AnyMutation;
  ask: object;
  plugin: PluginShown;
  again: () => void;
  variant?: string;
  danger?: boolean;
}

function One({ name, document, ask, plugin, again, variant, danger }: OneProps) {
  const { t } = useWords();
  const { run } = useAsk(document);
  const egressOf = useEgress();
  return (
    <Confirm
      label={t(`plugins.${name}`)}
      title={`${t(`plugins.${name}`)} ${plugin.name}`}
      act={`${t(`plugins.${name}`)} ${plugin.name}`}
      says={t(`plugins.${name}.says`, {
        egress: egressOf(plugin),
        before: plugin.versionBefore ?? "",
      })}
      danger={danger ?? false}
      {...(variant ? { variant } : {})}
      onYes={async () => {
        const answer = await run({ ask: { ...ask } }, t(`plugins.${name}.done`));
        again();
        return answer;
      }}
    />
  );
}

function Config({ plugin, again }: { plugin: PluginShown; again: () => void }) {
  const { t } = useWords();
  const { run, busy, refusal } = useAskHere(ConfigurePlugin);
  const { installation } = plugin;
  if (!installation) return null;
  const save = async (config: Record<string, unknown>) => {
    const answer = await run({ ask: { installation: installation.id, config } }, t("plugins.configured"));
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
          readOnly={!plugin.actions.includes("configure")}
          save={save}
        />
      </Suspense>
    </Section>
  );
}

function Problems({ plugin }: { plugin: PluginShown }) {
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
