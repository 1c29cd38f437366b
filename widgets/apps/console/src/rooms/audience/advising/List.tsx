/** The adviser's home: own clients, what they have not used, what is about to lapse, and a link with one's own code. */
import { useState } from "react";
import { useRead } from "../../../api/ask";
import { HandingRequests, OwnClients } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { useList } from "../../../parts/useList";
import { ClientSide } from "../clients/Page";
import own from "./advising.module.css";
import { Work } from "./Drops";
import { Entrants } from "./Entrants";
import { Requests } from "./Requests";
import { Share } from "./Share";

const STEP = 25;
/** The most that one page of a list holds. */
const MOST = 100;

export function AdvisingPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const [first, setFirst] = useState(STEP);
  const asked = useRead(HandingRequests, { first }, !may("rights.hand"));
  const list = useList(OwnClients, (data) => data.ownClients);
  const changed = () => {
    list.reading.again();
    asked.again();
  };
  return (
    <Page title={t("place.advising")} lead={t("place.advising.lead")}>
      <div className={own.sharing}>
        <Share />
        <Entrants />
      </div>
      {may("rights.own_tasks") && <Work />}
      <Requests reading={asked} more={first < MOST ? () => setFirst(first + STEP) : null} />
      <div className={own.book}>
        <RecordList
          {...list}
          label={t("place.advising")}
          placeholder={t("clients.search")}
          unfound={t("clients.unfound")}
          keyOf={(row) => row.id}
          openId={id}
          open={(row) => `/advising/${row.id}`}
          columns={[
            { head: "person", cell: (row) => row.maskedName, sorts: "name" },
            { head: "clients.number", cell: (row) => <code>{row.externalId}</code>, sorts: "externalId" },
            { head: "clients.tier", cell: (row) => row.tierName, sorts: "tier" },
            { head: "advising.unused", cell: (row) => <Count of={row.unused} />, right: true },
            {
              head: "advising.expiring",
              cell: (row) => (row.expiring ? <b className={styles.alarm}>{row.expiring}</b> : 0),
              right: true,
            },
            { head: "advising.dropped", cell: (row) => <Count of={row.droppedOut} />, right: true },
          ]}
          empty={{ title: t("advising.empty"), teach: t("advising.empty.teach") }}
        />
      </div>
      {id && <ClientSide id={id} back="/advising" changed={changed} />}
    </Page>
  );
}
