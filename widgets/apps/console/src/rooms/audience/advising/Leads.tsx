/** Clients of one's own to be called because of what a play met: call, then note how it went. */
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { AdviserLeads, FinishLead } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { AskForm } from "../../../parts/form";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";

const OUTCOMES = ["done", "unreachable", "declined"] as const;

export function Leads() {
  const { t } = useWords();
  const reading = useRead(AdviserLeads, {});
  const leads = reading.data?.adviserLeads ?? [];
  if (leads.length === 0) return <Absent of={reading} />;
  return (
    <Section title={t("leads.title")}>
      <div className={styles.sheet}>
        <Table words label={t("leads.title")}>
          <tbody>
            {leads.map((lead) => (
              <tr key={lead.id}>
                <td>
                  <Link href={`/advising/${lead.client}`}>{lead.clientName}</Link>
                </td>
                <td>{lead.reason}</td>
                <td className={styles.muted}>{t("leads.due", { day: lead.dueOn })}</td>
                <td className={styles.right}>
                  <AskForm
                    size="compact-xs"
                    label={t("leads.finish")}
                    title={t("leads.finish.title", { name: lead.clientName })}
                    document={FinishLead}
                    said={t("leads.finished")}
                    done={reading.again}
                    toAsk={(values) => ({ ...values, lead: lead.id })}
                    fields={[
                      {
                        name: "outcome",
                        label: "tasks.outcome",
                        kind: "choice",
                        initial: "done",
                        options: choicesOf(t, "tasks.outcome", OUTCOMES),
                      },
                      { name: "words", label: "tasks.words", kind: "long", optional: true },
                    ]}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
