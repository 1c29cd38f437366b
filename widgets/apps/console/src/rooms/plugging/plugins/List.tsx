/** Plugins: what is in the catalogue, and its state here. */
import { Plugins } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { PluginSide } from "./Page";

export function PluginsPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const list = useList(Plugins, (data) => data.plugins);
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
