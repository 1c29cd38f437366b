/** Home: what waits for me, then the few figures and lists that my role looks at first. */
import { Link } from "wouter";
import { useRead } from "../../api/ask";
import { Waits } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { WAITS_AT } from "../../frame/places";
import { useSigned } from "../../frame/session";
import { Page } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { OwnExpiring } from "./advising";
import own from "./home.module.css";
import { BudgetsBurning, LooseStatements, OpenSettlements } from "./money";
import { LastDone, MyApprovals, PluginsHere, RunningActivities, ScarceStock } from "./watch";

const PANELS: Array<{ roles: string[]; Panel: () => React.ReactNode; wide?: boolean }> = [
  {
    roles: ["designer", "approver_branch", "approver_protection", "approver_head", "operator"],
    Panel: MyApprovals,
    wide: true,
  },
  { roles: ["finance"], Panel: MyApprovals, wide: true },
  { roles: ["adviser"], Panel: OwnExpiring, wide: true },
  {
    roles: ["designer", "approver_branch", "approver_protection", "approver_head", "operator", "adviser"],
    Panel: RunningActivities,
    wide: true,
  },
  { roles: ["designer", "operator"], Panel: ScarceStock },
  { roles: ["finance"], Panel: OpenSettlements, wide: true },
  { roles: ["finance"], Panel: LooseStatements },
  { roles: ["designer", "operator", "finance"], Panel: BudgetsBurning },
  { roles: ["reviewer", "admin"], Panel: PluginsHere, wide: true },
  { roles: ["admin", "auditor"], Panel: LastDone, wide: true },
];

export function Home() {
  const { t } = useWords();
  const { person, plays } = useSigned();
  const shown = PANELS.filter(({ roles, Panel }, at) => {
    const first = PANELS.findIndex((one) => one.Panel === Panel && plays(...one.roles));
    return plays(...roles) && first === at;
  });
  return (
    <Page title={t("home.hello", { name: person.name })} lead={today(t)}>
      <Waiting />
      <div className={own.panels}>
        {shown.map(({ Panel, wide }) => (
          <section key={Panel.name} className={own.panel} data-wide={wide ? "" : undefined}>
            <Panel />
          </section>
        ))}
      </div>
    </Page>
  );
}

const today = (t: (key: string, facts: Record<string, string>) => string): string => {
  const now = new Date();
  const zone = { timeZone: "Asia/Shanghai" } as const;
  const locale = document.documentElement.lang;
  return t("home.today", {
    day: now.toLocaleDateString("sv-SE", zone),
    weekday: now.toLocaleDateString(locale, { ...zone, weekday: "long" }),
  });
};

function Waiting() {
  const { t, locale } = useWords();
  const waits = useRead(Waits, {});
  const waiting = waits.data?.home.waiting ?? [];
  if (!waits.data) return null;
  if (waiting.length === 0) return <p className={own.calm}>{t("home.nothing")}</p>;
  return (
    <div className={styles.cards}>
      {waiting.map((one) => (
        <Link key={one.kind} href={WAITS_AT[one.kind] ?? "/"} className={styles.card ?? ""}>
          <span className={styles.big}>{one.count.toLocaleString(locale)}</span>
          {t(`waits.${one.kind}`)}
        </Link>
      ))}
    </div>
  );
}
