/** Home: what waits for me, and the doors I use most. */
import { Link } from "wouter";
import { useRead } from "../api/ask";
import { Approvals, Waits } from "../api/documents_gen";
import { useWords } from "../copy";
import { AREAS, seen, WAITS_AT } from "../frame/places";
import { useSigned } from "../frame/session";
import { When } from "../parts/figures";
import { Page, Section } from "../parts/page";
import styles from "../parts/parts.module.css";

interface Wait {
  kind: string;
  count: number;
}

export function Home() {
  const { t } = useWords();
  const { person, may } = useSigned();
  const waits = useRead(Waits, {});
  const waiting: Wait[] = waits.data?.home?.waiting ?? [];
  const doors = AREAS.flatMap((area) => area.places).filter(
    (place) => place.path !== "/" && seen(place, may),
  );
  return (
    <Page
      title={t("home.hello", { name: person.name })}
      lead={waiting.length > 0 ? t("home.lead") : undefined}
    >
      <div className={styles.cards}>
        {waiting.map((one) => (
          <Link key={one.kind} href={WAITS_AT[one.kind] ?? "/"} className={styles.card ?? ""}>
            <span className={styles.big}>{one.count}</span>
            {t(`waits.${one.kind}`)}
          </Link>
        ))}
        {waits.data && waiting.length === 0 && (
          <div className={styles.card}>
            <h3>{t("home.nothing")}</h3>
            <span className={styles.muted}>{t("home.nothing.teach")}</span>
          </div>
        )}
      </div>
      {may("identity.read_approvals") && <MyApprovals />}
      <Section title={t("home.doors")}>
        <div className={`${styles.cards} ${styles.doors}`}>
          {doors.map((place) => (
            <Link key={place.key} href={place.path} className={styles.card ?? ""}>
              <h3>{t(place.key)}</h3>
              <span className={styles.muted}>{t(`${place.key}.lead`)}</span>
            </Link>
          ))}
        </div>
      </Section>
    </Page>
  );
}

interface ApprovalLine {
  id: string;
  title: string;
  makerName: string;
  createdAt: string;
  unitName: string;
}

function MyApprovals() {
  const { t } = useWords();
  const reading = useRead(Approvals, { first: 5, state: "mine" });
  const lines: ApprovalLine[] =
    reading.data?.approvals?.edges.map((edge: { node: ApprovalLine }) => edge.node) ?? [];
  if (lines.length === 0) return null;
  return (
    <Section title={t("home.mine")}>
      <div className={styles.sheet}>
        <table className={styles.table} aria-label={t("home.mine")}>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td>
                  <Link href={`/approvals/${line.id}`}>{line.title}</Link>
                </td>
                <td className={styles.muted}>
                  {line.makerName} · {line.unitName}
                </td>
                <td className={styles.right}>
                  <When at={line.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
