/** What a client gives to others and is given, and who collects or books for him. */
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import {
  ClientOthers,
  type ClientOthersShown,
  EndAgentByStaff,
  SuspendRightsOfClient,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Until, When } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";

export function Others({ id }: { id: string }) {
  const reading = useRead(ClientOthers, { id });
  const found = reading.data?.client;
  if (!found) return <Absent of={reading} />;
  return (
    <>
      {found.transfers.length > 0 && <Transfers transfers={found.transfers} />}
      {found.agents.length > 0 && <Agents agents={found.agents} done={reading.again} />}
    </>
  );
}

function Transfers({ transfers }: Pick<ClientOthersShown, "transfers">) {
  const { t } = useWords();
  return (
    <Section title={t("others.transfers")}>
      <div className={styles.sheet}>
        <Table label={t("others.transfers")}>
          <tbody>
            {transfers.map((one) => (
              <tr key={one.id}>
                <td>
                  <Link href={`/trail/${one.right}`}>{one.title}</Link>
                </td>
                <td>
                  {t("others.fromTo", {
                    giver: one.giverName,
                    receiver: one.receiverName || t("others.byLink"),
                  })}
                </td>
                <td className={styles.muted}>
                  <When at={one.endedAt ?? one.offeredAt} />
                </td>
                <td>
                  <Status of={one.state} label={one.stateName} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

function Agents({ agents, done }: Pick<ClientOthersShown, "agents"> & { done: () => void }) {
  const { t } = useWords();
  return (
    <Section title={t("others.agents")}>
      <div className={styles.sheet}>
        <Table label={t("others.agents")}>
          <tbody>
            {agents.map((one) => (
              <tr key={one.id}>
                <td>
                  {t("others.for", { agent: one.agentName || t("others.byLink"), holder: one.holderName })}
                </td>
                <td>
                  {one.scopeName} · {one.about || t("others.all")}
                </td>
                <td className={styles.muted}>
                  <Until end={one.until} />
                </td>
                <td>
                  <Status of={one.state} label={one.stateName} />
                </td>
                <td className={styles.right}>
                  {one.actions.includes("end") && (
                    <AskConfirm
                      danger
                      size="compact-xs"
                      label={t("others.end")}
                      says={t("others.end.says", { agent: one.agentName || t("others.byLink") })}
                      reason="required"
                      document={EndAgentByStaff}
                      ask={{ agent: one.id }}
                      said={t("others.ended")}
                      done={done}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

interface SuspendAllProps {
  client: { id: string; maskedName: string };
  done: () => void;
}

/** Stop every live right of a client at once. */
export function SuspendAll({ client, done }: SuspendAllProps) {
  const { t } = useWords();
  return (
    <AskConfirm
      danger
      label={t("others.suspendAll")}
      says={t("others.suspendAll.says", { name: client.maskedName })}
      reason="required"
      document={SuspendRightsOfClient}
      ask={{ client: client.id }}
      said={t("others.suspendAll.done")}
      done={done}
    />
  );
}
