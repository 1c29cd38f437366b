/** Clients: masked by default; revealing asks a purpose. */
import { Clients } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { Import } from "../imports/Form";
import { ClientSide } from "./Page";

export function ClientsPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Clients, (data) => data.clients);
  return (
    <Page
      title={t("place.clients")}
      lead={t("place.clients.lead")}
      action={may("audience.import_clients") && <Import done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.clients")}
        placeholder={t("clients.search")}
        unfound={t("clients.unfound")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/clients/${row.id}`}
        columns={[
          { head: "person", cell: (row) => row.maskedName },
          { head: "clients.number", cell: (row) => <code>{row.externalId}</code>, sorts: "externalId" },
          { head: "clients.mobile", cell: (row) => <span className="lg-figures">{row.maskedMobile}</span> },
          { head: "clients.tier", cell: (row) => row.tierName },
          { head: "clients.city", cell: (row) => row.city || "–", sorts: "city" },
          { head: "clients.tags", cell: (row) => row.tags.join(t("list.comma")) || "–" },
          { head: "clients.adviser", cell: (row) => row.adviserName || "–" },
          { head: "unit", cell: (row) => row.unitName },
          { head: "state", cell: (row) => <Status of={row.blocked ? "blocked" : "active"} /> },
        ]}
        empty={{ title: t("clients.empty"), teach: t("clients.empty.teach") }}
      />
      {id && <ClientSide id={id} back="/clients" changed={list.reading.again} />}
    </Page>
  );
}
