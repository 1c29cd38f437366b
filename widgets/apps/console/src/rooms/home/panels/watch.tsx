/** What those who make and watch activities look at: approvals, running activities, scarce stock, plugins, the audit. */
import { useRead } from "../../../api/ask";
import {
  Activities,
  type ActivitiesRow,
  Approvals,
  AuditRows,
  IssueBatches,
  PlayFigures,
  type PlayFiguresShown,
  Plugins,
} from "../../../api/documents_gen";
import { knows, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count, StockBar, When } from "../../../parts/figures";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { Panel } from "./Panel";

const FEW = 5;

export function MyApprovals() {
  const { t } = useWords();
  const { may } = useSigned();
  const reading = useRead(Approvals, { first: FEW, state: "mine" }, !may("identity.read_approvals"));
  const rows = reading.data?.approvals.edges.map(({ node }) => node);
  if (!rows?.length) return null;
  return (
    <Panel
      title={t("home.mine")}
      all="/approvals"
      reading={reading}
      rows={rows}
      keyOf={(row) => row.id}
      open={(row) => `/approvals/${row.id}`}
      columns={[
        { head: "approvals.what", cell: (row) => row.title },
        { head: "approvals.kind", cell: (row) => t(`subject.${row.subjectKind}`) },
        { head: "approvals.maker", cell: (row) => `${row.makerName} · ${row.unitName}` },
        { head: "at", cell: (row) => <When at={row.createdAt} />, right: true },
      ]}
      empty=""
    />
  );
}

export function RunningActivities() {
  const { t } = useWords();
  const clock = useClock();
  const reading = useRead(Activities, { first: FEW, state: "running", sort: "-updatedAt" });
  return (
    <Panel
      title={t("home.running")}
      all="/activities?state=running"
      reading={reading}
      rows={reading.data?.activities.edges.map(({ node }) => node)}
      keyOf={(row) => row.id}
      open={(row) => `/activities/${row.id}`}
      columns={[
        { head: "activities.name", cell: (row) => row.title },
        { head: "unit", cell: (row) => row.unitName },
        {
          head: "ends",
          cell: (row) => <span className="lg-figures">{row.endsAt ? clock.lastDay(row.endsAt) : "–"}</span>,
        },
        ...(["clients", "draws", "wins"] as const).map((name) => ({
          head: `figures.${name}`,
          cell: (row: ActivitiesRow) => <Played activity={row.id} name={name} />,
          right: true,
        })),
      ]}
      empty={t("home.running.none")}
    />
  );
}

function Played({ activity, name }: { activity: string; name: keyof PlayFiguresShown }) {
  const reading = useRead(PlayFigures, { activity });
  return <Count of={reading.data?.playFigures[name]} />;
}

export function ScarceStock() {
  const { t } = useWords();
  const reading = useRead(IssueBatches, { first: FEW, state: "active", sort: "free" });
  return (
    <Panel
      title={t("home.stock")}
      all="/rights/batches?state=active&sort=free"
      reading={reading}
      rows={reading.data?.issueBatches.edges.map(({ node }) => node)}
      keyOf={(row) => row.id}
      open={(row) => `/rights/batches/${row.id}`}
      columns={[
        { head: "batches.batch", cell: (row) => row.name },
        { head: "batches.stock", cell: (row) => <StockBar {...row} />, right: true },
      ]}
      empty={t("home.stock.none")}
    />
  );
}

export function PluginsHere() {
  const { t } = useWords();
  const reading = useRead(Plugins, { first: FEW });
  return (
    <Panel
      title={t("place.plugins")}
      all="/plugins"
      reading={reading}
      rows={reading.data?.plugins.edges.map(({ node }) => node)}
      keyOf={(row) => row.id}
      open={(row) => `/plugins/${row.id}`}
      columns={[
        { head: "plugins.plugin", cell: (row) => row.name },
        { head: "plugins.version", cell: (row) => <code>{row.version}</code> },
        { head: "state", cell: (row) => <Status of={row.state} />, right: true },
      ]}
      empty={t("plugins.empty")}
    />
  );
}

export function LastDone() {
  const { t } = useWords();
  const reading = useRead(AuditRows, { first: FEW, sort: "-at" });
  return (
    <Panel
      title={t("home.audit")}
      all="/admin/audit"
      reading={reading}
      rows={reading.data?.auditRows.edges.map(({ node }) => node)}
      keyOf={(row) => row.id}
      open={(row) => `/admin/audit?q=${encodeURIComponent(row.subject)}`}
      columns={[
        {
          head: "audit.action",
          cell: (row) => (knows(`did.${row.action}`) ? t(`did.${row.action}`) : row.action),
        },
        {
          head: "audit.actor",
          cell: (row) => (row.actorName === "system" ? t("actor.system") : row.actorName),
        },
        { head: "at", cell: (row) => <When at={row.at} />, right: true },
      ]}
      empty={t("audit.empty")}
    />
  );
}
