/** The map of the console: what people do, where it is, and which operation opens it. */
export interface Place {
  key: string;
  path: string;
  /** Any one of these operations shows the place; none means everyone. */
  needs?: string[];
}

interface Area {
  key: string;
  places: Place[];
}

export const AREAS: Area[] = [
  {
    key: "area.work",
    places: [
      { key: "place.home", path: "/" },
      { key: "place.approvals", path: "/approvals", needs: ["identity.read_approvals"] },
      { key: "place.advising", path: "/advising", needs: ["audience.own_clients"] },
    ],
  },
  {
    key: "area.activities",
    places: [
      { key: "place.activities", path: "/activities", needs: ["activities.read_activity"] },
      { key: "place.rules", path: "/rules", needs: ["activities.read_rules"] },
      { key: "place.risk", path: "/risk", needs: ["play.see_risk"] },
      { key: "place.events", path: "/events", needs: ["play.read_events"] },
    ],
  },
  {
    key: "area.rights",
    places: [
      { key: "place.products", path: "/rights/products", needs: ["rights.view"] },
      { key: "place.batches", path: "/rights/batches", needs: ["rights.view"] },
      { key: "place.packages", path: "/rights/packages", needs: ["rights.view"] },
      { key: "place.budgets", path: "/rights/budgets", needs: ["rights.view"] },
      { key: "place.pools", path: "/rights/pools", needs: ["rights.view"] },
      { key: "place.allowances", path: "/rights/allowances", needs: ["rights.view"] },
    ],
  },
  {
    key: "area.service",
    places: [
      { key: "place.entitlements", path: "/rights/entitlements", needs: ["rights.view"] },
      { key: "place.redemptions", path: "/rights/redemptions", needs: ["rights.view"] },
      { key: "place.scans", path: "/rights/scans", needs: ["rights.view"] },
      { key: "place.uses", path: "/rights/uses", needs: ["rights.view"] },
      { key: "place.elsewhere", path: "/rights/elsewhere", needs: ["rights.view"] },
      { key: "place.bookings", path: "/rights/bookings", needs: ["rights.view"] },
      { key: "place.places", path: "/rights/places", needs: ["rights.view"] },
      { key: "place.orders", path: "/rights/orders", needs: ["rights.view"] },
      { key: "place.complaints", path: "/rights/complaints", needs: ["rights.view"] },
      { key: "place.compensations", path: "/rights/compensations", needs: ["rights.view"] },
      { key: "place.scores", path: "/rights/scores", needs: ["rights.view"] },
    ],
  },
  {
    key: "area.points",
    places: [
      { key: "place.points", path: "/rights/points/clients", needs: ["rights.view_points"] },
      { key: "place.mall", path: "/rights/points/mall", needs: ["rights.view_points"] },
      { key: "place.pointsKinds", path: "/rights/points/kinds", needs: ["rights.view_points"] },
      { key: "place.pointsOutstanding", path: "/rights/points/outstanding", needs: ["rights.count_points"] },
    ],
  },
  {
    key: "area.clients",
    places: [
      { key: "place.clients", path: "/clients", needs: ["audience.read_clients"] },
      { key: "place.tiers", path: "/tiers", needs: ["audience.read_tiers"] },
      { key: "place.households", path: "/households", needs: ["audience.read_households"] },
      { key: "place.imports", path: "/imports", needs: ["audience.import_clients"] },
      { key: "place.erasures", path: "/erasures", needs: ["audience.read_erasures"] },
    ],
  },
  {
    key: "area.providers",
    places: [{ key: "place.plugins", path: "/plugins", needs: ["plugging.view"] }],
  },
  {
    key: "area.settlement",
    places: [
      { key: "place.statements", path: "/settlement/statements", needs: ["settlement.read"] },
      { key: "place.profiles", path: "/settlement/profiles", needs: ["settlement.read"] },
      { key: "place.settlements", path: "/settlement/batches", needs: ["settlement.read"] },
      { key: "place.ledger", path: "/settlement/ledger", needs: ["settlement.read"] },
    ],
  },
  {
    key: "area.admin",
    places: [
      { key: "place.staff", path: "/admin/staff", needs: ["identity.read_staff"] },
      { key: "place.units", path: "/admin/units", needs: ["identity.open_unit"] },
      { key: "place.calendar", path: "/admin/calendar", needs: ["identity.load_calendar"] },
      { key: "place.issuers", path: "/admin/issuers", needs: ["audience.read_issuers"] },
      { key: "place.channels", path: "/admin/channels", needs: ["notices.read_channels"] },
      { key: "place.audit", path: "/admin/audit", needs: ["identity.read_audit"] },
      { key: "place.deliveries", path: "/admin/deliveries", needs: ["identity.read_deliveries"] },
      { key: "place.callbacks", path: "/admin/callbacks", needs: ["plugging.settle_callback"] },
      { key: "place.messages", path: "/admin/messages", needs: ["notices.read_messages"] },
    ],
  },
];

/** The place an address belongs to: the longest path that begins it. */
export const placeAt = (path: string): Place | undefined =>
  AREAS.flatMap((area) => area.places)
    .filter((place) => path === place.path || path.startsWith(`${place.path}/`))
    .sort((one, other) => other.path.length - one.path.length)[0];

export const seen = (place: Place, may: (operation: string) => boolean): boolean =>
  !place.needs || place.needs.some(may);

/** Where each kind of waiting work is done. */
export const WAITS_AT: Record<string, string> = {
  erasure: "/erasures",
  order: "/rights/orders",
  complaint: "/rights/complaints?state=open",
  offline_scan: "/rights/scans?state=open",
  approval: "/approvals",
  reset: "/admin/staff",
  calendar: "/admin/calendar",
  publish: "/activities?state=approved",
  returned: "/activities?state=changes_requested",
  batch: "/rights/batches?state=draft",
  code_pool: "/rights/pools?sort=free",
  stock: "/rights/batches?state=active&sort=free",
  booking: "/rights/bookings?state=pending",
  task: "/advising",
  delivery: "/admin/deliveries",
  disposition: "/settlement/batches?state=open",
  settlement: "/settlement/batches?state=open",
  statement: "/settlement/statements?state=open",
  quarantine: "/settlement/statements?state=quarantined",
  channel: "/admin/channels",
  message: "/admin/messages?state=failed",
  callback: "/admin/callbacks",
};
