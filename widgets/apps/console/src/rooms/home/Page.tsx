/** Home: what waits for me, then the few figures and lists that my role looks at first. */
import { Link } from "wouter";
import { useRead } from "../../api/ask";
import { Waits } from "../../api/documents_gen";
import { grouped, useWords } from "../../copy";
import { WAITS_AT } from "../../frame/places";
import { useSigned } from "../../frame/session";
import { Page } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Absent } from "../../parts/states";
import { useClock } from "../../parts/time";
import own from "./home.module.css";
import { OwnExpiring } from "./panels/advising";
import { BudgetsBurning, LooseStatements, OpenSettlements } from "./panels/money";
import { LastDone, MyApprovals, PluginsHere, RunningActivities, ScarceStock } from "./panels/watch";

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
  const { t, locale } = useWords();
  const clock = useClock();
  const { person, plays } = useSigned();
  const shown = PANELS.filter(({ roles, Panel }, at) => {
    const first = PANELS.findIndex((one) => one.Panel === Panel && plays(...one.roles));
    return plays(...roles) && first === at;
  });
  const today = t("home.today", { day: clock.today(), weekday: clock.weekday(locale) });
  return (
    <Page title={t("home.hello", { name: person.name })} lead={today}>
      <Standing />
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

/** What waits for me, and what happened since midnight for those who see rights. */
function Standing() {
  const { t } = useWords();
  const reading = useRead(Waits, {});
  const home = reading.data?.home;
  if (!home) return <Absent of={reading} />;
  const cards = [
    ...home.waiting.map((one) => ({
      href: WAITS_AT[one.kind] ?? "/",
      label: t(`waits.${one.kind}`),
      count: one.count as number | null,
      waits: true,
    })),
    { href: "/rights/entitlements", label: t("today.granted"), count: home.grantedToday, waits: false },
    { href: "/rights/redemptions", label: t("today.redeemed"), count: home.redeemedToday, waits: false },
  ];
  return (
    <>
      {home.waiting.length === 0 && <p className={own.calm}>{t("home.nothing")}</p>}
      <div className={own.standing}>
        {cards.map(
          ({ href, label, count, waits }) =>
            count !== null && (
              <Link key={label} href={href} className={styles.card ?? ""} data-waits={waits || undefined}>
                <span className={styles.muted}>{label}</span>
                <span className={styles.big}>{grouped(count)}</span>
              </Link>
            ),
        )}
      </div>
    </>
  );
}
