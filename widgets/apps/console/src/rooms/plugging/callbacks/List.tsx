/** Callbacks that could not be checked when they came: looked at again, or put aside with a reason. */
import { Group } from "@mantine/core";
import { DismissCallback, KeptCallbacks, RetryCallback } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Count, When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { useList } from "../../../parts/useList";

export function CallbacksPage() {
  const { t } = useWords();
  const list = useList(KeptCallbacks, (data) => data.keptCallbacks, {}, { sort: "-at" });
  return (
    <Page title={t("place.callbacks")} lead={t("place.callbacks.lead")}>
      <RecordList
        {...list}
        label={t("place.callbacks")}
        keyOf={(row) => row.id}
        columns={[
          {
            head: "plugins.plugin",
            cell: (row) => <span title={row.plugin}>{row.pluginName}</span>,
            sorts: "plugin",
          },
          { head: "callbacks.path", cell: (row) => <code>{row.path}</code>, sorts: "path" },
          { head: "callbacks.peer", cell: (row) => row.peer },
          { head: "callbacks.size", cell: (row) => <Count of={row.size} />, right: true },
          { head: "callbacks.reason", cell: (row) => <small>{row.reason}</small> },
          { head: "callbacks.tries", cell: (row) => row.tries, right: true },
          { head: "at", cell: (row) => <When at={row.receivedAt} />, sorts: "at" },
          {
            head: "actions",
            right: true,
            cell: (row) => (
              <Group gap={6} justify="flex-end" wrap="nowrap">
                {row.actions.includes("retry") && (
                  <AskConfirm
                    size="compact-xs"
                    label={t("callbacks.retry")}
                    act={t("callbacks.retry.act")}
                    says={t("callbacks.retry.says")}
                    document={RetryCallback}
                    ask={{ callback: row.id }}
                    said={t("callbacks.retried")}
                    done={list.reading.again}
                  />
                )}
                {row.actions.includes("dismiss") && (
                  <AskConfirm
                    size="compact-xs"
                    label={t("callbacks.dismiss")}
                    act={t("callbacks.dismiss.act")}
                    says={t("callbacks.dismiss.says")}
                    danger
                    reason="required"
                    document={DismissCallback}
                    ask={{ callback: row.id }}
                    said={t("callbacks.dismissed")}
                    done={list.reading.again}
                  />
                )}
              </Group>
            ),
          },
        ]}
        empty={{ title: t("callbacks.empty"), teach: t("callbacks.empty.teach") }}
      />
    </Page>
  );
}
