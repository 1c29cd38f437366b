/** A newer version of an installed plugin: what it changes, the configuration it gets, agreed to and tried live. */
import { Button, Checkbox, Group } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useAskHere } from "../../../api/ask";
import { type PluginShown, UpgradePlugin } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Beside } from "../../../parts/overlays";
import { FactList, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Waiting } from "../../../parts/states";

const ConfigForm = lazy(() => import("./ConfigForm"));

type Offered = NonNullable<PluginShown["upgrade"]>;

interface UpgradeProps {
  plugin: PluginShown;
  again: () => void;
}

export function Upgrade({ plugin, again }: UpgradeProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { upgrade } = plugin;
  if (!upgrade) return null;
  return (
    <div style={{ marginTop: 16 }}>
      <Note tone="info">
        <Group justify="space-between">
          {t("upgrade.offered", { version: upgrade.version })}
          {upgrade.actions.includes("upgrade") && (
            <Button size="compact-sm" onClick={() => setOpen(true)}>
              {t("upgrade.look")}
            </Button>
          )}
        </Group>
      </Note>
      <Beside
        title={t("upgrade.title", { name: plugin.name, version: upgrade.version })}
        open={open}
        close={() => setOpen(false)}
        size={640}
      >
        {open && (
          <Body
            plugin={plugin}
            upgrade={upgrade}
            done={() => {
              setOpen(false);
              again();
            }}
          />
        )}
      </Beside>
    </div>
  );
}

function Body({ plugin, upgrade, done }: { plugin: PluginShown; upgrade: Offered; done: () => void }) {
  const { t } = useWords();
  const { run, busy, refusal } = useAskHere(UpgradePlugin);
  const [agreed, setAgreed] = useState(upgrade.asksAdded.length === 0);
  const [failed, setFailed] = useState("");
  const names = (list: string[]) => list.join(t("list.comma")) || "–";
  const take = async (config: Record<string, unknown>) => {
    setFailed("");
    const ask = {
      installation: plugin.installation?.id ?? "",
      version: upgrade.id,
      consents: upgrade.asks,
      config,
    };
    const tried = await run({ ask });
    if (tried && !tried.ok) setFailed(tried.message);
    if (tried?.ok) done();
  };
  return (
    <>
      <FactList
        facts={[
          ["plugins.version", `${plugin.version} → ${upgrade.version}`],
          ["upgrade.asksAdded", names(upgrade.asksAdded)],
          ["upgrade.asksRemoved", names(upgrade.asksRemoved)],
          ["upgrade.fieldsAdded", names(upgrade.fieldsAdded)],
          ["upgrade.fieldsRemoved", names(upgrade.fieldsRemoved)],
          [
            "plugins.digest",
            <span key="digest" className={styles.mono}>
              {upgrade.digest}
            </span>,
          ],
        ]}
      />
      <div style={{ margin: "16px 0" }}>
        <Note>{t("upgrade.says")}</Note>
      </div>
      {upgrade.asksAdded.length > 0 && (
        <Checkbox
          mb="md"
          label={t("upgrade.agree", { asks: names(upgrade.asksAdded) })}
          checked={agreed}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
      )}
      {failed && (
        <Note tone="bad">
          {t("upgrade.failed")} {failed}
        </Note>
      )}
      {refusal && <Note tone="bad">{refusal.message}</Note>}
      <Suspense fallback={<Waiting rows={3} />}>
        <ConfigForm
          schema={upgrade.configSchema as object}
          config={upgrade.config as Record<string, unknown>}
          label={t("upgrade.take", { version: upgrade.version })}
          busy={busy}
          readOnly={!agreed}
          save={take}
        />
      </Suspense>
    </>
  );
}
