/** Who took part by the adviser's own links: own clients by name, those of others as a number. */
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { MyEntrants } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import own from "./advising.module.css";

export function Entrants() {
  const { t } = useWords();
  const rows = useRead(MyEntrants, { first: 25 }).data?.myEntrants.edges ?? [];
  if (rows.length === 0) return null;
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
    </section>
  );
}
