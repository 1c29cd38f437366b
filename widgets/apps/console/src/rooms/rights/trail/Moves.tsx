/** Every move of a right, and its offers to others. */
import type { TrailShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { roomOf } from "../../../parts/room";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";

type MovesProps = Pick<TrailShown, "moves" | "transfers">;

export function Moves({ moves, transfers }: MovesProps) {
  const { t } = useWords();
  return (
    <>
      {moves.length > 0 && (
        <Section title={t("moves.title")}>
          <div className={styles.sheet}>
            <Table label={t("moves.title")}>
              <thead>
                <tr>
                  <th>{t("moves.when")}</th>
                  <th>{t("moves.was")}</th>
                  <th>{t("moves.state")}</th>
                  <th>{t("entitlements.holder")}</th>
                </tr>
              </thead>
              <tbody>
                {moves.map((one) => (
                  <tr key={`${one.at} ${one.was} ${one.state}`}>
                    <td>
                      <When at={one.at} />
                    </td>
                    <td className={styles.muted}>{one.wasName}</td>
                    <td>
                      <Status of={one.state} label={one.stateName} />
                    </td>
                    <td data-text={roomOf(one.holderName)}>{one.holderName}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        </Section>
      )}
      {transfers.length > 0 && <Offers transfers={transfers} />}
    </>
  );
}

function Offers({ transfers }: Pick<TrailShown, "transfers">) {
  const { t } = useWords();
  return (
    <Section title={t("moves.offers")}>
      <div className={styles.sheet}>
        <Table label={t("moves.offers")}>
          <thead>
            <tr>
              <th>{t("moves.when")}</th>
              <th>{t("moves.giver")}</th>
              <th>{t("moves.receiver")}</th>
              <th>{t("moves.state")}</th>
            </tr>
          </thead>
          <tbody>
            {transfers.map((one) => (
              <tr key={one.id}>
                <td>
                  <When at={one.offeredAt} />
                </td>
                <td>{one.giverName}</td>
                <td>{one.receiverName || t("moves.byLink")}</td>
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
