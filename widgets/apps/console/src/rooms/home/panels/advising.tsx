/** What an adviser looks at first: own clients whose rights lapse soon or lie unused. */
import { useRead } from "../../../api/ask";
import { OwnClients, type OwnClientsRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import styles from "../../../parts/parts.module.css";
import { Panel } from "./Panel";

const FEW = 8;
const LOOKED = 100;

const urgency = (row: OwnClientsRow): number => row.expiring * 1000 + row.droppedOut * 10 + row.unused;

export function OwnExpiring() {
  const { t } = useWords();
  const reading = useRead(OwnClients, { first: LOOKED });
  const rows = reading.data?.ownClients.edges
    .map(({ node }) => node)
    .filter((row) => urgency(row) > 0)
    .sort((one, other) => urgency(other) - urgency(one));
  return (
    <Panel
      title={t("home.clients")}
      all="/advising"
      reading={reading}
      rows={rows?.slice(0, FEW)}
      keyOf={(row) => row.id}
      open={(row) => `/advising/${row.id}`}
      columns={[
        { head: "person", cell: (row) => row.maskedName },
        { head: "clients.tier", cell: (row) => row.tierName },
        {
          head: "advising.expiring",
          cell: (row) => (
            <span className={row.expiring ? styles.alarm : undefined}>
              <Count of={row.expiring} />
            </span>
          ),
          right: true,
        },
        { head: "advising.unused", cell: (row) => <Count of={row.unused} />, right: true },
        { head: "advising.dropped", cell: (row) => <Count of={row.droppedOut} />, right: true },
      ]}
      empty={
        reading.data?.ownClients.pageInfo.hasNextPage
          ? t("home.clients.none.of", { count: LOOKED })
          : t("home.clients.none")
      }
    />
  );
}
