/** Risk: attempts that wait for a decision, and the rules that hold or deny them. */
import { useWords } from "../../../copy";
import { useTab } from "../../../parts/address";
import { SideBySide } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Queue } from "./Queue";
import { Rules } from "./Rules";

export function RiskPage() {
  const { t } = useWords();
  const [tab, setTab] = useTab("queue");
  return (
    <Page title={t("place.risk")} lead={t("place.risk.lead")}>
      <SideBySide
        tabs
        label={t("risk.which")}
        family="risk"
        values={["queue", "rules"]}
        value={tab}
        choose={setTab}
      />
      {tab === "rules" ? <Rules /> : <Queue />}
    </Page>
  );
}
