/** Every address of the console. */
import { Button } from "@mantine/core";
import { Link, Route, Switch, useLocation } from "wouter";
import { CASES } from "./cases";
import { useWords } from "./copy";
import { placeAt, seen } from "./frame/places";
import { useSigned } from "./frame/session";
import { Page } from "./parts/page";
import { Empty } from "./parts/states";
import { ActivitiesPage } from "./rooms/activities/activities/List";
import { ActivityPage } from "./rooms/activities/activities/Page";
import { CodesPage } from "./rooms/activities/codes/Page";
import { CodeScreen } from "./rooms/activities/codes/Screen";
import { DutyPage } from "./rooms/activities/duty/Page";
import { OccasionsPage } from "./rooms/activities/occasions/Page";
import { ParticipationsPage } from "./rooms/activities/participations/Page";
import { RankingPage } from "./rooms/activities/rankings/Page";
import { RulesPage } from "./rooms/activities/rules/Page";
import { StudioPage } from "./rooms/activities/studio/Page";
import { AdvisingPage } from "./rooms/audience/advising/List";
import { ClientsPage } from "./rooms/audience/clients/List";
import { ErasuresPage } from "./rooms/audience/erasures/List";
import { HouseholdsPage } from "./rooms/audience/households/List";
import { ImportsPage } from "./rooms/audience/imports/List";
import { IssuersPage } from "./rooms/audience/issuers/List";
import { TiersPage } from "./rooms/audience/tiers/Page";
import { Home } from "./rooms/home/Page";
import { ApprovalsPage } from "./rooms/identity/approvals/List";
import { ApprovalPage } from "./rooms/identity/approvals/Page";
import { AuditPage } from "./rooms/identity/audit/List";
import { CalendarPage } from "./rooms/identity/calendar/Page";
import { DeliveriesPage } from "./rooms/identity/deliveries/List";
import { StaffPage } from "./rooms/identity/staff/List";
import { UnitsPage } from "./rooms/identity/units/Page";
import { ChannelsPage } from "./rooms/notices/channels/Page";
import { MessagesPage } from "./rooms/notices/messages/List";
import { EventsPage } from "./rooms/play/events/Page";
import { RiskPage } from "./rooms/play/risk/Page";
import { CallbacksPage } from "./rooms/plugging/callbacks/List";
import { PluginsPage } from "./rooms/plugging/plugins/List";
import { AllowancesPage } from "./rooms/rights/allowances/List";
import { BatchesPage } from "./rooms/rights/batches/List";
import { BookingsPage } from "./rooms/rights/bookings/List";
import { BudgetsPage } from "./rooms/rights/budgets/List";
import { BudgetPage } from "./rooms/rights/budgets/Page";
import { CompensationsPage } from "./rooms/rights/compensations/List";
import { ComplaintsPage } from "./rooms/rights/complaints/List";
import { ElsewherePage } from "./rooms/rights/elsewhere/List";
import { EntitlementsPage } from "./rooms/rights/entitlements/List";
import { MallPage } from "./rooms/rights/mall/List";
import { OrdersPage } from "./rooms/rights/orders/List";
import { PackagesPage } from "./rooms/rights/packages/List";
import { PlacesPage } from "./rooms/rights/places/List";
import { PointsHolderPage } from "./rooms/rights/points/Holder";
import { PointsHoldersPage } from "./rooms/rights/points/Holders";
import { PointsKindsPage } from "./rooms/rights/points/Kinds";
import { PointsOutstandingPage } from "./rooms/rights/points/Outstanding";
import { PoolsPage } from "./rooms/rights/pools/List";
import { ProductsPage } from "./rooms/rights/products/Page";
import { RedemptionsPage } from "./rooms/rights/redemptions/List";
import { OfflineScansPage } from "./rooms/rights/scans/List";
import { ScoresPage } from "./rooms/rights/scores/Page";
import { TrailPage } from "./rooms/rights/trail/Page";
import { UseFilesPage } from "./rooms/rights/uses/List";
import { SettlementBatchesPage } from "./rooms/settlement/batches/List";
import { SettlementBatchPage } from "./rooms/settlement/batches/Page";
import { LedgerPage } from "./rooms/settlement/ledger/Page";
import { ProfilesPage } from "./rooms/settlement/profiles/List";
import { StatementsPage } from "./rooms/settlement/statements/List";
import { StatementPage } from "./rooms/settlement/statements/Page";

export function Routes() {
  const { may } = useSigned();
  const [path] = useLocation();
  const place = placeAt(path);
  if (place && !seen(place, may)) return <Closed name={place.key} />;
  return (
    <Switch>
      <Route path="/" component={Home} />
      <Route path="/approvals" component={ApprovalsPage} />
      <Route path="/approvals/:id">{({ id }) => <ApprovalPage id={id} cases={CASES} />}</Route>
      <Route path="/advising/:id?">{({ id }) => <AdvisingPage id={id} />}</Route>
      <Route path="/rules" component={RulesPage} />
      <Route path="/activities" component={ActivitiesPage} />
      <Route path="/activities/:id/duty">{({ id }) => <DutyPage id={id} />}</Route>
      <Route path="/activities/:id/participations/:draw?">
        {({ id, draw }) => <ParticipationsPage id={id} draw={draw} />}
      </Route>
      <Route path="/activities/:id/occasions">{({ id }) => <OccasionsPage id={id} />}</Route>
      <Route path="/activities/:id/codes">{({ id }) => <CodesPage id={id} />}</Route>
      <Route path="/activities/:id/codes/:play/:place">
        {({ id, play, place }) => <CodeScreen id={id} play={play} place={place} />}
      </Route>
      <Route path="/activities/:id/rankings/:play/:cycle">
        {({ id, play, cycle }) => <RankingPage id={id} play={play} cycle={cycle} />}
      </Route>
      <Route path="/activities/:id/studio">{({ id }) => <StudioPage id={id} />}</Route>
      <Route path="/activities/:id">{({ id }) => <ActivityPage id={id} />}</Route>
      <Route path="/risk" component={RiskPage} />
      <Route path="/events/:tab?/:id?">{({ tab, id }) => <EventsPage tab={tab} id={id} />}</Route>
      <Route path="/rights/products/:id?">{({ id }) => <ProductsPage sku={id} />}</Route>
      <Route path="/rights/batches/:id?">{({ id }) => <BatchesPage id={id} />}</Route>
      <Route path="/rights/pools/:id?">{({ id }) => <PoolsPage id={id} />}</Route>
      <Route path="/rights/packages/:id?">{({ id }) => <PackagesPage id={id} />}</Route>
      <Route path="/rights/allowances" component={AllowancesPage} />
      <Route path="/rights/budgets" component={BudgetsPage} />
      <Route path="/rights/budgets/:id">{({ id }) => <BudgetPage id={id} />}</Route>
      <Route path="/rights/entitlements" component={EntitlementsPage} />
      <Route path="/rights/scans">
        <OfflineScansPage />
      </Route>
      <Route path="/rights/uses/:id?">{({ id }) => <UseFilesPage id={id} />}</Route>
      <Route path="/rights/elsewhere/:id?">{({ id }) => <ElsewherePage id={id} />}</Route>
      <Route path="/rights/redemptions" component={RedemptionsPage} />
      <Route path="/rights/points/clients" component={PointsHoldersPage} />
      <Route path="/rights/points/clients/:id">{({ id }) => <PointsHolderPage id={id} />}</Route>
      <Route path="/rights/points/kinds/:id?">{({ id }) => <PointsKindsPage id={id} />}</Route>
      <Route path="/rights/points/mall/:id?">{({ id }) => <MallPage id={id} />}</Route>
      <Route path="/rights/points/outstanding" component={PointsOutstandingPage} />
      <Route path="/rights/bookings" component={BookingsPage} />
      <Route path="/rights/places/:id?">{({ id }) => <PlacesPage id={id} />}</Route>
      <Route path="/clients/:id?">{({ id }) => <ClientsPage id={id} />}</Route>
      <Route path="/tiers" component={TiersPage} />
      <Route path="/households" component={HouseholdsPage} />
      <Route path="/imports/:id?">{({ id }) => <ImportsPage id={id} />}</Route>
      <Route path="/plugins/:id?">{({ id }) => <PluginsPage id={id} />}</Route>
      <Route path="/settlement/statements" component={StatementsPage} />
      <Route path="/settlement/statements/:id">{({ id }) => <StatementPage id={id} />}</Route>
      <Route path="/settlement/batches" component={SettlementBatchesPage} />
      <Route path="/settlement/batches/:id">{({ id }) => <SettlementBatchPage id={id} />}</Route>
      <Route path="/settlement/profiles" component={ProfilesPage} />
      <Route path="/settlement/ledger" component={LedgerPage} />
      <Route path="/trail/:id">{({ id }) => <TrailPage id={id} />}</Route>
      <Route path="/admin/staff" component={StaffPage} />
      <Route path="/admin/units" component={UnitsPage} />
      <Route path="/admin/issuers" component={IssuersPage} />
      <Route path="/erasures" component={ErasuresPage} />
      <Route path="/rights/orders/:id?">{({ id }) => <OrdersPage id={id} />}</Route>
      <Route path="/rights/complaints" component={ComplaintsPage} />
      <Route path="/rights/compensations" component={CompensationsPage} />
      <Route path="/rights/scores" component={ScoresPage} />
      <Route path="/admin/calendar" component={CalendarPage} />
      <Route path="/admin/channels" component={ChannelsPage} />
      <Route path="/admin/audit" component={AuditPage} />
      <Route path="/admin/deliveries" component={DeliveriesPage} />
      <Route path="/admin/callbacks" component={CallbacksPage} />
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
