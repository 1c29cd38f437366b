/** One line drawing per place, on a grid of sixteen; decoration only, the word beside it says what it is. */
const DRAWN: Record<string, string> = {
  "place.home": "M2.5 7 8 2.5 13.5 7v6.5h-4v-4h-3v4h-4z",
  "place.approvals": "M5.5 3h-2v10.5h9V3h-2M5.5 2h5v2.5h-5zM5.5 9l1.8 1.8L10.5 7.5",
  "place.advising":
    "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3a2.3 2.3 0 0 1 0 4.4M12 9.8c1.6.6 2.5 2 2.5 3.7",
  "place.activities":
    "M8 2v2.5M8 11.5V14M2 8h2.5M11.5 8H14M3.8 3.8l1.7 1.7M10.5 10.5l1.7 1.7M3.8 12.2l1.7-1.7M10.5 5.5l1.7-1.7",
  "place.risk": "M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM8 5.5v3M8 10.5v.3",
  "place.events": "M2.5 8h3l1.5-4.5L9.5 12.5 11 8h2.5",
  "place.products": "M2.5 5 8 2l5.5 3v6L8 14l-5.5-3zM2.5 5 8 8l5.5-3M8 8v6",
  "place.batches": "M2.5 5.5 8 2.5l5.5 3L8 8.5zM2.5 8.5 8 11.5l5.5-3M2.5 11 8 14l5.5-3",
  "place.packages": "M2.5 6h11v8h-11zM2.5 6 4 2.5h8L13.5 6M8 2.5V14M5.5 9.5h5",
  "place.allowances": "M8 2.5a5.5 5.5 0 1 0 5.5 5.5H8zM10.5 2.5a4 4 0 0 1 3 3h-3z",
  "place.budgets": "M2 4.5h10.5v9H2zM2 4.5 10 2v2.5M9.5 9h3.5",
  "place.pools": "M2.5 3.5h11v9h-11zM5 6v4M7 6v4M9 6v4M11 6v4",
  "place.entitlements":
    "M2 6.5h12M8 6.5v7M3 6.5v7h10v-7M8 6.5C5 6.5 4.5 2.5 6.5 2.5S8 6.5 8 6.5 7.5 2.5 9.5 2.5 11 6.5 8 6.5",
  "place.redemptions": "M2.5 3.5h11v3a1.5 1.5 0 0 0 0 3v3h-11v-3a1.5 1.5 0 0 0 0-3zM6.5 8l1.2 1.2L10 7",
  "place.bookings": "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M5.5 10l1.5 1.5L10.5 8.5",
  "place.places":
    "M8 14s4.5-4.5 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 9.5 8 14 8 14M8 8a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 8 8",
  "place.points": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5.5 10.5 8 8 10.5 5.5 8z",
  "place.mall": "M2.5 5.5h11l-1 8h-9zM5.5 5.5a2.5 2.5 0 0 1 5 0",
  "place.pointsKinds": "M6.5 2.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8M9.5 5.5a4 4 0 1 1-3 6.6",
  "place.pointsOutstanding": "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M8 8.5V11l1.5 1",
  "place.scans": "M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M4.5 8h7",
  "place.uses": "M3.5 2h6l3 3v9h-9zM9.5 2v3h3M5.5 9.5l1.8 1.8L10.5 8",
  "place.elsewhere": "M2.5 3.5h11v9h-11zM8 5v4.5M5.8 7.5 8 9.7l2.2-2.2",
  "place.clients":
    "M8 7.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5M2.5 14c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5",
  "place.rules": "M8 2v11.5M4.5 13.5h7M3 4.5h10M3 4.5 1.5 9h3zM13 4.5 11.5 9h3z",
  "place.tiers": "M2.5 13.5h3.5V10H2.5zM6.3 13.5h3.5V6.5H6.3zM10 13.5h3.5V3H10z",
  "place.households": "M2 8l6-5.5L14 8M3.5 7v6.5h9V7M6.5 13.5V10h3v3.5",
  "place.imports": "M8 2v7.5M5 6.5l3 3 3-3M2.5 11v2.5h11V11",
  "place.plugins": "M6 2v3M10 2v3M4 5h8v3a4 4 0 0 1-8 0zM8 12v2.5",
  "place.statements": "M3.5 2h6l3 3v9h-9zM9.5 2v3h3M5.5 8h5M5.5 10.5h5",
  "place.profiles": "M2.5 3h11v10h-11zM2.5 6.5h11M6 3v10M10 3v10",
  "place.settlements": "M2.5 4h8M2.5 8h5M2.5 12h4M9 11l2 2 3-4.5",
  "place.ledger": "M3 2.5h9.5v11H3zM3 2.5v11M6 5.5h4M6 8h4",
  "place.staff":
    "M3 3h10v10.5H3zM8 8a1.7 1.7 0 1 0 0-3.4A1.7 1.7 0 0 0 8 8M5.5 11.5c0-1.5 1-2.2 2.5-2.2s2.5.7 2.5 2.2",
  "place.units": "M6 2h4v3H6zM1.5 11h4v3h-4zM10.5 11h4v3h-4zM8 5v3M3.5 11V8h9v3",
  "place.orders": "M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h3M8 11l1.5 1.5 2.5-3",
  "place.complaints": "M2.5 3h11v8H8l-3 2.5V11H2.5zM8 5v2.5M8 9v.2",
  "place.compensations": "M2.5 8a5.5 5.5 0 1 0 2-4.2M2.5 2.5v3h3M8 5v6M5 8h6",
  "place.scores": "M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.5l4-.6z",
  "place.erasures": "M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 9h5.8l.6-9M6.5 7.5l3 3M9.5 7.5l-3 3",
  "place.calendar": "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M5.5 10h2",
  "place.issuers": "M5.5 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M8.5 7.5h6M12 7.5v2.5M14.5 7.5v2",
  "place.channels":
    "M2 8h3.5M5.5 8c2 0 2-4 4-4H13M5.5 8c2 0 2 4 4 4H13M5.5 8H13M11.5 2.5 13 4l-1.5 1.5M11.5 10.5 13 12l-1.5 1.5",
  "place.audit": "M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.8 8l1.6 1.6L10.3 6.5",
  "place.callbacks": "M2.5 4.5h11v7h-11zM2.5 5l5.5 4 5.5-4",
  "place.deliveries": "M8 2 14.5 13.5h-13zM8 6.5v3M8 11.5v.2",
  "place.messages": "M2 3.5h12v8H7L4 14v-2.5H2zM5 7.5h6",
};

export function Icon({ of }: { of: string }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.25"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={DRAWN[of] ?? ""} />
    </svg>
  );
}
