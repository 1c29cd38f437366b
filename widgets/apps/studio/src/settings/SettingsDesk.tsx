/** The activity's settings as forms, with what it can cost and what stands in its way beside them. */
import { moneyText } from "@largesse/kernel";
import { useDocument, useTold } from "../desk";
import { Findings, inCounts } from "../Findings";
import { goTo } from "../parts/At";
import type { Finding } from "../ports";
import { useWords } from "../words";
import { Audience } from "./Audience";
import { Goal, Look, Window } from "./Basics";
import { Disclose } from "./Disclose";
import { costOf } from "./edits";
import { LimitsAndBudget } from "./Limits";
import { Plays } from "./Plays";
import { Rights } from "./Rights";
import { States } from "./States";
import styles from "./settings.module.css";

const PARTS = [
  "goal",
  "window",
  "audience",
  "rights",
  "states",
  "plays",
  "budget",
  "disclosure",
  "look",
] as const;

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
        <States />
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
  const { t } = useWords();
  const document = useDocument();
  const { stock } = useTold();
  const cost = costOf(document, (batch) => stock.find((one) => one.id === batch)?.free ?? null);
  const figure = (minor: number) => moneyText(minor, document.budget.currency);
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
  states: "states",
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
  const { problems } = useTold();
  const place = ({ path }: Finding) => {
    const part = partOf(path);
    return (
      part && (
        <a href={`#set-${part}`} onClick={(event) => goTo(path) && event.preventDefault()}>
          {t("problems.look")} · {t(`${part}.title`)}
        </a>
      )
    );
  };
  return (
    <section className={styles.panel} aria-live="polite" data-testid="problems">
      <h3>{problems.length ? inCounts(problems, t) : t("problems.title")}</h3>
      {problems.length === 0 ? (
        <p style={{ margin: 0, color: "var(--lg-good)" }}>{t("problems.none")}</p>
      ) : (
        <div className={styles.problems}>
          <Findings of={problems} say={t} place={place} />
        </div>
      )}
    </section>
  );
}
