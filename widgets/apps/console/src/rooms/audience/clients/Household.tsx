/** Where a client belongs: the household's members within reach, and correcting it. */
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { ClientHousehold, CorrectHousehold } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";

interface HouseholdProps {
  client: string;
  name: string;
  done: () => void;
}

export function HouseholdOfClient({ client, name, done }: HouseholdProps) {
  const { t } = useWords();
  const reading = useRead(ClientHousehold, { id: client });
  const found = reading.data?.clientHousehold;
  if (!found) return <Absent of={reading} />;
  return (
    <Section title={t("clients.household")}>
      {found.code === null ? (
        <p className={styles.muted}>{t("clients.household.none")}</p>
      ) : (
        <p className={styles.muted}>
          <code>{found.code}</code> · {found.seesName}
          {found.others > 0 && ` · ${t("clients.household.others", { count: found.others })}`}
        </p>
      )}
      {found.members.length > 0 && (
        <div className={styles.sheet}>
          <Table label={t("clients.household")} words>
            <tbody>
              {found.members.map((one) => (
                <tr key={one.id}>
                  <td>
                    {one.client === client ? (
                      one.maskedName
                    ) : (
                      <Link href={`/clients/${one.client}`}>{one.maskedName}</Link>
                    )}
                  </td>
                  <td>{one.child ? `${one.roleName} · ${t("clients.household.child")}` : one.roleName}</td>
                  <td className={styles.muted}>{one.sourceName}</td>
                  <td className={styles.muted}>
                    <When at={one.joinedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {found.actions.includes("correct") && (
        <AskForm
          label={t("clients.household.correct")}
          title={t("clients.household.correct.of", { name })}
          lead={t("clients.household.correct.lead")}
          document={CorrectHousehold}
          said={t("clients.household.corrected")}
          done={() => {
            reading.again();
            done();
          }}
          toAsk={(values) => ({ ...values, client })}
          fields={[
            {
              name: "household",
              label: "clients.household.code",
              hint: "clients.household.code.hint",
              optional: true,
              initial: found.code ?? "",
            },
            {
              name: "role",
              label: "clients.household.role",
              kind: "choice",
              options: choicesOf(t, "clients.household.role", ["member", "payer"]),
              initial: found.members.find((one) => one.client === client)?.role ?? "member",
            },
            { name: "reason", label: "reason", kind: "long" },
          ]}
        />
      )}
    </Section>
  );
}
