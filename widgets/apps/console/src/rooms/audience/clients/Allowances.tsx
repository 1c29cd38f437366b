/** What a client may take in this period, and how much of it is taken. */
import { useRead } from "../../../api/ask";
import { ClientAllowances } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";

export function AllowancesOfClient({ client }: { client: string }) {
  const { t } = useWords();
  const rows = useRead(ClientAllowances, { id: client }).data?.clientAllowances ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t("clients.allowances")}>
      <div className={styles.sheet}>
        <Table label={t("clients.allowances")}>
          <thead>
            <tr>
              {["what", "period", "granted", "held", "used", "left"].map((head) => (
                <th key={head}>{t(`clients.allowances.${head}`)}</th>
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
                <td>{one.granted}</td>
                <td>{one.held}</td>
                <td>{one.used}</td>
                <td>{one.left}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
