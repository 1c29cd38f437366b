/** A client's tier: until when, how he came there, and setting it by hand. */
import { useRead } from "../../../api/ask";
import { ClientStanding, SetClientTier } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Until, When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";

interface TierProps {
  client: string;
  name: string;
  sets: boolean;
  done: () => void;
}

export function TierOfClient({ client, name, sets, done }: TierProps) {
  const { t } = useWords();
  const reading = useRead(ClientStanding, { id: client });
  const found = reading.data?.clientStanding;
  if (!found) return <Absent of={reading} />;
  return (
    <Section title={t("clients.tier")}>
      <p className={styles.muted}>
        {found.validTo ? (
          <>
            {t("clients.tier.until")} <Until end={found.validTo} />
          </>
        ) : (
          t("clients.tier.no.term")
        )}
      </p>
      <div className={styles.sheet}>
        <Table label={t("clients.tier.history")} words>
          <tbody>
            {found.history.map((one) => (
              <tr key={`${one.at}${one.toName}${one.kindName}`}>
                <td className={styles.muted}>
                  <When at={one.at} />
                </td>
                <td>{one.kindName}</td>
                <td>{[one.fromName, one.toName].filter(Boolean).join(" → ")}</td>
                <td>{[one.causeName, one.reason].filter(Boolean).join(t("list.comma"))}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {sets && (
        <AskForm
          label={t("clients.tier.set")}
          title={t("clients.tier.set.of", { name })}
          lead={t("clients.tier.set.lead")}
          document={SetClientTier}
          said={t("clients.tier.set.done")}
          done={() => {
            reading.again();
            done();
          }}
          toAsk={(values) => ({ ...values, client })}
          fields={[
            {
              name: "tier",
              label: "clients.tier",
              kind: "choice",
              options: found.settable.map((one) => ({ value: one.code, label: one.name })),
              initial: found.tier,
            },
            { name: "reason", label: "reason", kind: "long" },
          ]}
        />
      )}
    </Section>
  );
}
