/** Every address of the console. */
import { Button } from "@mantine/core";
import { Link, Route, Switch, useLocation } from "wouter";
import { useWords } from "./copy";
import { placeAt, seen } from "./frame/places";
import { useSigned } from "./frame/session";
import { Page } from "./parts/page";
import { Empty } from "./parts/states";
import { ActivitiesPage } from "./rooms/activities/Activities";
import { ActivityPage } from "./rooms/activities/ActivityPage";
import { StudioPage } from "./rooms/activities/StudioPage";
import { AuditPage, DeliveriesPage, MessagesPage } from "./rooms/admin/Records";
import { StaffPage } from "./rooms/admin/Staff";
import { UnitsPage } from "./rooms/admin/Units";
import { AdvisingPage } from "./rooms/advising/Advising";
import { ApprovalPage } from "./rooms/approvals/ApprovalPage";
import { ApprovalsPage } from "./rooms/approvals/Approvals";
import { ClientsPage } from "./rooms/clients/Clients";
import { ImportsPage } from "./rooms/clients/Imports";
import { Home } from "./rooms/home/Home";
import { PluginsPage } from "./rooms/plugins/Plugins";
import { BatchesPage } from "./rooms/rights/Batches";
import { BudgetsPage } from "./rooms/rights/Budgets";
import { EntitlementsPage } from "./rooms/rights/Entitlements";
import { RedemptionsPage } from "./rooms/rights/Redemptions";
import { ProductsPage } from "./rooms/rights/Supply";
import { SettlementBatchesPage, SettlementBatchPage } from "./rooms/settlement/Batches";
import { LedgerPage } from "./rooms/settlement/Ledger";
import { StatementPage, StatementsPage } from "./rooms/settlement/Statements";
import { TrailPage } from "./rooms/trail/TrailPage";

export function Routes() {
  const { may } = useSigned();
  const [path] = useLocation();
  const place = placeAt(path);
  if (place && !seen(place, may)) return <Closed name={place.key} />;
  return (
    <Switch>
      <Route path="/" component={Home} />
      <Route path="/approvals" component={ApprovalsPage} />
      <Route path="/approvals/:id">{({ id }) => <ApprovalPage id={id} />}</Route>
      <Route path="/advising/:id?">{({ id }) => <AdvisingPage id={id} />}</Route>
      <Route path="/activities" component={ActivitiesPage} />
      <Route path="/activities/:id/studio">{({ id }) => <StudioPage id={id} />}</Route>
      <Route path="/activities/:id">{({ id }) => <ActivityPage id={id} />}</Route>
      <Route path="/rights/products" component={ProductsPage} />
      <Route path="/rights/batches/:id?">{({ id }) => <BatchesPage id={id} />}</Route>
      <Route path="/rights/budgets" component={BudgetsPage} />
      <Route path="/rights/entitlements" component={EntitlementsPage} />
      <Route path="/rights/redemptions" component={RedemptionsPage} />
      <Route path="/clients/:id?">{({ id }) => <ClientsPage id={id} />}</Route>
      <Route path="/imports/:id?">{({ id }) => <ImportsPage id={id} />}</Route>
      <Route path="/plugins/:id?">{({ id }) => <PluginsPage id={id} />}</Route>
      <Route path="/settlement/statements" component={StatementsPage} />
      <Route path="/settlement/statements/:id">{({ id }) => <StatementPage id={id} />}</Route>
      <Route path="/settlement/batches" component={SettlementBatchesPage} />
      <Route path="/settlement/batches/:id">{({ id }) => <SettlementBatchPage id={id} />}</Route>
      <Route path="/settlement/ledger" component={LedgerPage} />
      <Route path="/trail/:id">{({ id }) => <TrailPage id={id} />}</Route>
      <Route path="/admin/staff" component={StaffPage} />
      <Route path="/admin/units" component={UnitsPage} />
      <Route path="/admin/audit" component={AuditPage} />
      <Route path="/admin/deliveries" component={DeliveriesPage} />
      <Route path="/admin/messages" component={MessagesPage} />
      <Route component={Nowhere} />
    </Switch>
  );
}

function Nowhere() {
  const { t } = useWords();
  return (
    <Page title={t("gone.title")}>
      <Empty title={t("gone.address")} teach={t("gone.address.teach")}>
        <Homewards />
      </Empty>
    </Page>
  );
}

/** The place is there, but not for this person: says which place, and who can open it. */
function Closed({ name }: { name: string }) {
  const { t } = useWords();
  const { person } = useSigned();
  return (
    <Page title={t(name)}>
      <Empty
        title={t("closed.title", { place: t(name) })}
        teach={t("closed.teach", {
          roles: person.roleNames.join(t("list.comma")),
        })}
      >
        <Homewards />
      </Empty>
    </Page>
  );
}

function Homewards() {
  const { t } = useWords();
  return (
    <Link href="/" asChild>
      <Button component="a" variant="default">
        {t("gone.home")}
      </Button>
    </Link>
  );
}
