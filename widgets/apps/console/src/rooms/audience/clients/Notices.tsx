/** What the client was told lately, how each message stands, and why one did not go out. */
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { ClientNotices } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";

export function NoticesOfClient({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(ClientNotices, { id });
  const notices = reading.data?.client?.notices ?? [];
  if (notices.length === 0) return <Absent of={reading} />;
  return (
    <Section title={t("notices.of")}>
      <div className={styles.sheet}>
        <Table label={t("notices.of")}>
          <thead>
            <tr>
              <th>{t("notices.at")}</th>
              <th>{t("notices.words")}</th>
              <th>{t("notices.read")}</th>
              <th>{t("notices.message")}</th>
            </tr>
          </thead>
          <tbody>
            {notices.map((one) => (
              <tr key={one.id}>
                <td className={styles.muted}>
                  <When at={one.at} />
                </td>
                <td>{one.right ? <Link href={`/trail/${one.right}`}>{one.words}</Link> : one.words}</td>
                <td className={styles.muted}>
                  {one.readAt ? <When at={one.readAt} /> : t("notices.unread")}
                </td>
                <td>
                  <Status of={one.state} />
                  <small className={styles.muted}>{one.why || one.recipient}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
