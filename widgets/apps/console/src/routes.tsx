/** Every address of the console. */
import { Route, Switch } from "wouter";
import { useWords } from "./copy";
import { Empty } from "./parts/states";
import { ActivitiesPage } from "./rooms/activities/Activities";
import { ActivityPage } from "./rooms/activities/ActivityPage";
import { StudioPage } from "./rooms/activities/StudioPage";
import { AuditPage, DeliveriesPage, MessagesPage } from "./rooms/admin/Records";
import { StaffPage } from "./rooms/admin/Staff";
import { AdvisingPage } from "./rooms/advising/Advising";
import { ApprovalPage } from "./rooms/approvals/ApprovalPage";
import { ApprovalsPage } from "./rooms/approvals/Approvals";
import { ClientsPage } from "./rooms/clients/Clients";
import { Home } from "./rooms/Home";
import { PluginsPage } from "./rooms/plugins/Plugins";
import { BatchesPage } from "./rooms/rights/Batches";
import { BudgetsPage } from "./rooms/rights/Budgets";
import { EntitlementsPage } from "./rooms/rights/Entitlements";
import { ProductsPage } from "./rooms/rights/Supply";
import { SettlementBatchesPage, SettlementBatchPage } from "./rooms/settlement/Batches";
import { LedgerPage } from "./rooms/settlement/Ledger";
import { StatementPage, StatementsPage } from "./rooms/settlement/Statements";
import { TrailPage } from "./rooms/trail/TrailPage";

export function Routes() {
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
      <Route path="/clients/:id?">{({ id }) => <ClientsPage id={id} />}</Route>
      <Route path="/plugins/:id?">{({ id }) => <PluginsPage id={id} />}</Route>
      <Route path="/settlement/statements" component={StatementsPage} />
      <Route path="/settlement/statements/:id">{({ id }) => <StatementPage id={id} />}</Route>
      <Route path="/settlement/batches" component={SettlementBatchesPage} />
      <Route path="/settlement/batches/:id">{({ id }) => <SettlementBatchPage id={id} />}</Route>
      <Route path="/settlement/ledger" component={LedgerPage} />
      <Route path="/trail/:id">{({ id }) => <TrailPage id={id} />}</Route>
      <Route path="/admin/staff" component={StaffPage} />
      <Route path="/admin/audit" component={AuditPage} />
      <Route path="/admin/deliveries" component={DeliveriesPage} />
      <Route path="/admin/messages" component={MessagesPage} />
      <Route component={Nowhere} />
    </Switch>
  );
}

function Nowhere() {
  const { t } = useWords();
  return <Empty title={t("gone.title")} teach={t("gone.teach")} />;
}
