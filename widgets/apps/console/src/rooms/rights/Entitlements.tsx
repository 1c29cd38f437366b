/** Entitlements: who holds which right, in which state; each leads to its trail. */
import { Entitlements } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { When } from "../../parts/figures";
import { type Pages, RecordList } from "../../parts/list";
import { Page } from "../../parts/page";
import { Status } from "../../parts/status";
import { useClock } from "../../parts/time";
import { useList } from "../../parts/useList";

interface Entitlement {
  id: string;
  skuName: string;
  clientName: string;
  state: string;
  stateName: string;
  validTo: string | null;
  grantedAt: string;
}

export function EntitlementsPage() {
  const { t } = useWords();
  return (
    <Page title={t("place.entitlements")} lead={t("place.entitlements.lead")}>
      <EntitlementList />
    </Page>
  );
}

export function EntitlementList({ client }: { client?: string }) {
  const { t } = useWords();
  const clock = useClock();
  const extra = client ? { client } : {};
  const list = useList(Entitlements, (data) => data.entitlements as Pages<Entitlement>, extra, {
    apart: client !== undefined,
    sort: "-grantedAt",
  });
  return (
    <RecordList
      {...list}
      searchable={!client}
      label={t("place.entitlements")}
      {...(client ? {} : { file: {} })}
      keyOf={(row) => row.id}
      open={(row) => `/trail/${row.id}`}
      columns={[
        { head: "entitlements.right", text: (row) => row.skuName },
        ...(client
          ? []
          : [
              {
                head: "entitlements.holder",
                text: (row: Entitlement) => row.clientName,
              },
            ]),
        {
          head: "state",
          cell: (row: Entitlement) => <Status of={row.state} label={row.stateName} />,
          text: (row: Entitlement) => row.stateName,
        },
        {
          head: "entitlements.until",
          cell: (row: Entitlement) => <span className="lg-figures">{clock.day(row.validTo)}</span>,
          text: (row: Entitlement) => clock.day(row.validTo),
          sorts: "validTo",
        },
        {
          head: "entitlements.granted",
          cell: (row: Entitlement) => <When at={row.grantedAt} />,
          text: (row: Entitlement) => clock.exact(row.grantedAt),
          sorts: "grantedAt",
        },
      ]}
      empty={{ title: t("entitlements.empty"), teach: t("entitlements.empty.teach") }}
    />
  );
}
