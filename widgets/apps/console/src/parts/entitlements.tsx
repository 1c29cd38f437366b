/** Rights in clients' hands, of one client or of all; each leads to its trail. */
import { Entitlements, type EntitlementsRow } from "../api/documents_gen";
import { useWords } from "../copy";
import { When } from "./figures";
import { type Column, RecordList } from "./list";
import { Status } from "./status";
import { useClock } from "./time";
import { useList } from "./useList";

const HOLDER: Column<EntitlementsRow> = { head: "entitlements.holder", text: (row) => row.clientName };

export function EntitlementList({ client }: { client?: string }) {
  const { t } = useWords();
  const clock = useClock();
  const extra = client ? { client } : {};
  const list = useList(Entitlements, (data) => data.entitlements, extra, {
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
        ...(client ? [] : [HOLDER]),
        {
          head: "state",
          cell: (row) => <Status of={row.state} label={row.stateName} />,
          text: (row) => row.stateName,
        },
        {
          head: "entitlements.until",
          cell: (row) => <span className="lg-figures">{clock.lastDay(row.validTo)}</span>,
          text: (row) => clock.lastDay(row.validTo),
          sorts: "validTo",
        },
        {
          head: "entitlements.granted",
          cell: (row) => <When at={row.grantedAt} />,
          text: (row) => clock.exact(row.grantedAt),
          sorts: "grantedAt",
        },
      ]}
      empty={{ title: t("entitlements.empty"), teach: t("entitlements.empty.teach") }}
    />
  );
}
