/** Who took part by the adviser's own links: own clients by name, those of others as a number. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { MyEntrants } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { Absent } from "../../../parts/states";
import own from "./advising.module.css";

const STEP = 25;
/** The most that one page of a list holds. */
const MOST = 100;

export function Entrants() {
  const { t } = useWords();
  const [first, setFirst] = useState(STEP);
  const reading = useRead(MyEntrants, { first });
  const found = reading.data?.myEntrants;
  const rows = found?.edges ?? [];
  if (rows.length === 0) return <Absent of={reading} />;
  return (
    <section className={own.brought}>
      <h3>{t("advising.entrants")}</h3>
      <ul>
        {rows.map(({ node }) => (
          <li key={node.id}>
            <div>
              <b>{node.title}</b>
              <small>
                <When at={node.latestAt} />
              </small>
            </div>
            <p>{t("advising.entrants.count", { clients: node.clients, own: node.own })}</p>
            {node.ownClients.length > 0 && (
              <nav aria-label={node.title}>
                {node.ownClients.map((client) => (
                  <Link key={client.id} href={`/advising/${client.id}`}>
                    {client.maskedName}
                  </Link>
                ))}
                {node.own > node.ownClients.length && <span>+{node.own - node.ownClients.length}</span>}
              </nav>
            )}
          </li>
        ))}
      </ul>
      {found?.pageInfo.hasNextPage && first < MOST && (
        <Button size="compact-xs" variant="default" onClick={() => setFirst(first + STEP)}>
          {t("picker.more")}
        </Button>
      )}
    </section>
  );
}
