/** Who fulfils or honours rights. */
import { RightProviders } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { RecordList } from "../../../parts/list";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { Counter } from "./Counter";

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
          cell: (row) => (row.connected ? t("providers.byPlugin") : t("providers.byCounter")),
        },
        { head: "state", cell: (row) => <Status of={row.state} /> },
        {
          head: "actions",
          right: true,
          cell: (row) => may("rights.supply") && <Counter provider={row.id} name={row.name} />,
        },
      ]}
      empty={{ title: t("providers.empty"), teach: t("providers.empty.teach") }}
    />
  );
}
