/** The activity's settings as forms, with what it can cost and what stands in its way beside them. */
import { useDesk } from "../desk";
import { useWords } from "../words";
import { Audience } from "./Audience";
import { Goal, Look, Window } from "./Basics";
import { Disclose } from "./Disclose";
import { costOf, yuan } from "./edits";
import { LimitsAndBudget } from "./Limits";
import { Plays } from "./Plays";
import { Rights } from "./Rights";
import styles from "./settings.module.css";

const PARTS = ["goal", "window", "audience", "rights", "plays", "budget", "disclosure", "look"] as const;

export function SettingsDesk() {
  const { t } = useWords();
  return (
    <div className={styles.desk}>
      <nav className={styles.index} aria-label={t("settings.parts")}>
        {PARTS.map((part) => (
          <a key={part} href={`#set-${part}`}>
            {t(`${part}.title`)}
          </a>
        ))}
      </nav>
      <div>
        <Goal />
        <Window />
        <Audience />
        <Rights />
        <Plays />
        <LimitsAndBudget />
        <Disclose />
        <Look />
      </div>
      <aside className={styles.right} aria-label={t("problems.title")}>
        <CostPanel />
        <Problems />
      </aside>
    </div>
  );
}

function CostPanel() {
  const { t, locale } = useWords();
  const { document, stock } = useDesk();
  const cost = costOf(document, (batch) => stock.find((one) => one.id === batch)?.free ?? null);
  const figure = (minor: number) => `${document.budget.currency} ${yuan(minor, locale)}`;
  return (
    <section className={styles.panel} aria-live="polite">
      <h3>{t("cost.title")}</h3>
      <dl className={styles.figures}>
        <dt>{t("cost.bound")}</dt>
        <dd>{cost.boundMinor === null ? t("cost.unbound") : figure(cost.boundMinor)}</dd>
        <dt>{t("cost.cap")}</dt>
        <dd>{figure(cost.capMinor)}</dd>
        <dt>
          <b>{t("cost.worst")}</b>
        </dt>
        <dd>
          <b>{figure(cost.worstMinor)}</b>
        </dd>
      </dl>
    </section>
  );
}

/** Where a part of the document is changed; the page's own parts are changed on the canvas. */
const CHANGED_IN: Readonly<Record<string, (typeof PARTS)[number]>> = {
  title: "goal",
  goal: "goal",
  window: "window",
  audience: "audience",
  rights: "rights",
  plays: "plays",
  budget: "budget",
  limits: "budget",
  disclosure: "disclosure",
  theme: "look",
  share: "look",
};

const partOf = (path: string): (typeof PARTS)[number] | undefined => CHANGED_IN[path.split("/")[1] ?? ""];

export function Problems() {
  const { t } = useWords();
  const { problems } = useDesk();
  return (
    <section className={styles.panel} aria-live="polite" data-testid="problems">
      <h3>{problems.length ? t("problems.count", { count: problems.length }) : t("problems.title")}</h3>
      {problems.length === 0 ? (
        <p style={{ margin: 0, color: "var(--lg-good)" }}>{t("problems.none")}</p>
      ) : (
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={`${problem.code}${problem.path}${problem.message}`} data-severity={problem.severity}>
              {problem.message}
              {problem.source ? <small>{problem.source}</small> : null}
              {problem.signOff ? <small>{problem.signOff}</small> : null}
              {partOf(problem.path) ? (
                <a href={`#set-${partOf(problem.path)}`}>
                  {t("problems.look")} · {t(`${partOf(problem.path)}.title`)}
                </a>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
