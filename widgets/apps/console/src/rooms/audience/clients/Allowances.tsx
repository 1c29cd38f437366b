/** What a client may take in this period, and how much of it is taken. */
import { useRead } from "../../../api/ask";
import { ClientAllowances } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";

const FIGURES = ["granted", "held", "used", "left"] as const;

export function AllowancesOfClient({ client }: { client: string }) {
  const { t } = useWords();
  const reading = useRead(ClientAllowances, { id: client });
  const rows = reading.data?.clientAllowances ?? [];
  if (rows.length === 0) return <Absent of={reading} />;
  return (
    <Section title={t("clients.allowances")}>
      <div className={styles.sheet}>
        <Table label={t("clients.allowances")}>
          <thead>
            <tr>
              {["what", "period", ...FIGURES].map((head, at) => (
                <th key={head} className={at > 1 ? styles.right : undefined}>
                  {t(`clients.allowances.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.rule}>
                <td>{one.title}</td>
                <td>
                  {one.shared ? t("clients.allowances.shared", { period: one.periodName }) : one.periodName}
                </td>
                {FIGURES.map((figure) => (
                  <td key={figure} className={styles.right}>
                    <Count of={one[figure]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
