/** How fast stock and budget are used, and when they are used up if it goes on as in the last hour. */
import type { ReactNode } from "react";
import type { DutyWatchShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount, Burn, Count, minor, When } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";

type BurnSeen = NonNullable<DutyWatchShown["budget"]>;
const HEADS = ["cap", "left", "share", "lately", "ends"] as const;

export function Burning({ seen }: { seen: DutyWatchShown }) {
  const { t } = useWords();
  const money = (units: number) => <Amount of={minor(units, seen.currency)} />;
  return (
    <Section title={t("duty.burn.title")}>
      <div className={styles.sheet}>
        <Table label={t("duty.burn.title")}>
          <thead>
            <tr>
              <th scope="col">{t("duty.burn.what")}</th>
              {HEADS.map((head) => (
                <th key={head} scope="col" className={styles.right}>
                  {t(`duty.burn.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seen.budget && <Line name={t("duty.burn.budget")} burn={seen.budget} show={money} />}
            {seen.stock.map((one) => (
              <Line
                key={`${one.play}/${one.item}`}
                name={one.title}
                burn={one.burn}
                show={(units) => <Count of={units} />}
              />
            ))}
          </tbody>
        </Table>
      </div>
      {seen.stock.length === 0 && <p className={styles.muted}>{t("duty.burn.none")}</p>}
    </Section>
  );
}

interface LineProps {
  name: string;
  burn: BurnSeen;
  show: (units: number) => ReactNode;
}

function Line({ name, burn, show }: LineProps) {
  return (
    <tr>
      <td>{name}</td>
      <td className={styles.right}>{show(burn.cap)}</td>
      <td className={styles.right}>{show(burn.cap - burn.used)}</td>
      <td className={styles.right}>
        <Burn used={burn.used} total={burn.cap} />
      </td>
      <td className={styles.right}>{show(burn.lately)}</td>
      <td className={styles.right}>
        <End burn={burn} />
      </td>
    </tr>
  );
}

function End({ burn }: { burn: BurnSeen }) {
  const { t } = useWords();
  if (burn.used >= burn.cap) return <strong>{t("duty.burn.all")}</strong>;
  if (burn.endsAt) return <When at={burn.endsAt} />;
  return <span className={styles.muted}>{t(burn.lately ? "duty.burn.lasts" : "duty.burn.idle")}</span>;
}
