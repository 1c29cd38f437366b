/** A client's bookings: those to come first, each leads to those that stand as it does. */
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { ClientBookings } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";

export function BookingsOfClient({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(ClientBookings, { id });
  const bookings = reading.data?.client?.bookings ?? [];
  if (bookings.length === 0) return <Absent of={reading} />;
  return (
    <Section title={t("place.bookings")}>
      <div className={styles.sheet}>
        <Table label={t("place.bookings")}>
          <tbody>
            {bookings.map((one) => (
              <tr key={one.id}>
                <td>{one.when}</td>
                <td>
                  <Link href={`/rights/bookings?state=${one.state}`}>{one.title}</Link>
                </td>
                <td>{one.placeName}</td>
                <td>
                  <Status of={one.state} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}
