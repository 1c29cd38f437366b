/** Entitlements: who holds which right, in which state. */
import { useWords } from "../../../copy";
import { EntitlementList } from "../../../parts/entitlements";
import { Page } from "../../../parts/page";

export function EntitlementsPage() {
  const { t } = useWords();
  return (
    <Page title={t("place.entitlements")} lead={t("place.entitlements.lead")}>
      <EntitlementList />
    </Page>
  );
}
