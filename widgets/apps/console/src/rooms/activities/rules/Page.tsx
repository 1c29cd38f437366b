/** The rules of the guard as they are in force: the law behind each, who took it over, and what waits to be signed. */
import { useRead } from "../../../api/ask";
import { GuardRules, type GuardRulesRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Note, Page } from "../../../parts/page";
import { Reveal } from "../../../parts/states";
import { Rule } from "./Rule";
import styles from "./rules.module.css";

export function RulesPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const reading = useRead(GuardRules, {});
  const change = may("activities.propose_rule");
  return (
    <Page title={t("place.rules")} lead={t("place.rules.lead")}>
      <Reveal reading={reading} pick={(data) => data.guardRules}>
        {(rules: GuardRulesRow[]) => (
          <>
            <Samples count={rules.filter((rule) => rule.sample).length} />
            <ul className={styles.rules} aria-label={t("place.rules")}>
              {rules.map((rule) => (
                <Rule key={rule.code} rule={rule} change={change} done={reading.again} />
              ))}
            </ul>
          </>
        )}
      </Reveal>
    </Page>
  );
}

function Samples({ count }: { count: number }) {
  const { t } = useWords();
  return count > 0 ? <Note tone="warn">{t("rules.samples", { count })}</Note> : null;
}
