/** Who fulfils or honours rights; one can be paused, and its keys are kept here. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import {
  ConnectProvider,
  DisconnectProvider,
  PauseProvider,
  ResumeProvider,
  RightProviders,
  type RightProvidersRow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { Keys } from "./Keys";

export function ProviderList() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(RightProviders, (data) => data.rightProviders);
  return (
    <RecordList
      {...list}
      label={t("rights.providers")}
      keyOf={(row) => row.id}
      columns={[
        { head: "name", cell: (row) => row.name },
        { head: "providers.slug", cell: (row) => <code>{row.slug}</code>, sorts: "slug" },
        {
          head: "providers.connected",
          cell: (row) => {
            if (!row.plugin) return t("providers.byCounter");
            if (!may("plugging.view")) return row.plugin.name;
            return (
              <Group gap="4px 12px">
                <Link href={`/plugins/${row.plugin.id}`}>{row.plugin.name}</Link>
                <Status of={row.plugin.state} />
              </Group>
            );
          },
        },
        { head: "state", cell: (row) => <Standing of={row} /> },
        {
          head: "actions",
          right: true,
          cell: (row) => (
            <Group gap={6} justify="flex-end" wrap="nowrap">
              <Keys provider={row.id} name={row.name} />
              <Steer provider={row} again={list.reading.again} />
            </Group>
          ),
        },
      ]}
      empty={{ title: t("providers.empty"), teach: t("providers.empty.teach") }}
    />
  );
}

/** Its state; of a paused one since when and why. */
function Standing({ of }: { of: RightProvidersRow }) {
  return (
    <>
      <Status of={of.state} />
      {of.pausedAt && (
        <small style={{ display: "block" }}>
          <When at={of.pausedAt} /> · {of.pausedReason}
        </small>
      )}
    </>
  );
}

function Steer({
  provider: { id, name, actions },
  again,
}: {
  provider: RightProvidersRow;
  again: () => void;
}) {
  const { t } = useWords();
  const shared = {
    size: "compact-xs",
    reason: "required",
    ask: { provider: id },
    done: again,
  } as const;
  return (
    <>
      {actions.includes("pause") && (
        <AskConfirm
          {...shared}
          danger
          label={t("providers.pause")}
          title={t("providers.pause.title", { name })}
          says={t("providers.pause.says")}
          act={t("providers.pause.act")}
          said={t("providers.paused", { name })}
          document={PauseProvider}
        />
      )}
      {actions.includes("resume") && (
        <AskConfirm
          {...shared}
          label={t("providers.resume")}
          title={t("providers.resume.title", { name })}
          says={t("providers.resume.says")}
          act={t("providers.resume.act")}
          said={t("providers.resumed", { name })}
          document={ResumeProvider}
        />
      )}
      {actions.includes("connect") && (
        <AskForm
          size="compact-xs"
          label={t("providers.connect")}
          title={t("providers.connect.title", { name })}
          lead={t("providers.connect.says")}
          act={t("providers.connect")}
          document={ConnectProvider}
          said={t("providers.connect.done", { name })}
          done={again}
          toAsk={({ installation }) => ({ provider: id, installation })}
          fields={[
            {
              name: "installation",
              label: "plugins.plugin",
              hint: "providers.connect.hint",
              kind: "record",
              record: { kind: "fulfiller" },
            },
          ]}
        />
      )}
      {actions.includes("disconnect") && (
        <AskConfirm
          size="compact-xs"
          danger
          label={t("providers.disconnect")}
          title={t("providers.disconnect.title", { name })}
          says={t("providers.disconnect.says")}
          document={DisconnectProvider}
          ask={{ provider: id }}
          said={t("providers.disconnected", { name })}
          done={again}
        />
      )}
    </>
  );
}
