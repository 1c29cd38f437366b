/** One line drawing for each category of right, 24 by 24. */

const DRAWN: Readonly<Record<string, string>> = {
  concierge: "M4 17h16M6 17a6 6 0 0 1 12 0M12 11V8M10 7h4M3 20h18",
  health: "M12 20s-7-4.4-7-9.4A3.9 3.9 0 0 1 12 8a3.9 3.9 0 0 1 7 2.6C19 15.6 12 20 12 20ZM12 11v4M10 13h4",
  legal: "M12 4v16M8 20h8M5 8h14M5 8l-2.5 6h5ZM19 8l-2.5 6h5Z",
  lounge:
    "M20.5 4.5c-1-1-2.5-.8-3.5.2L13.5 8 5.5 6 4 7.5l6.5 3.5-3.5 3.5-2.5-.5L3 15.5l3.5 2 2 3.5 1.5-1.5-.5-2.5 3.5-3.5 3.5 6.5 1.5-1.5-2-8L19.5 8c1-1 2-2.5 1-3.5Z",
  voucher: "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3ZM14 8v8",
  gift: "M5 11h14v9H5ZM4 7.5h16V11H4ZM12 7.5V20M12 7.5C8 7.5 7.5 3.5 9.5 3.5S12 7.5 12 7.5s.5-4 2.5-4S16 7.5 12 7.5Z",
  points:
    "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM12 8l1.2 2.6 2.8.3-2.1 1.9.6 2.8L12 14.2 9.5 15.6l.6-2.8L8 10.9l2.8-.3Z",
  fee_waiver: "M6 3.5h12v17l-3-2-3 2-3-2-3 2ZM9 9h6M9 13h4",
  ticket: "M4 8h16v8H4ZM8 8v8M12 11h5M12 13.5h3",
};

export function CategoryIcon({ category }: { readonly category: string | null }) {
  return (
    <svg viewBox="0 0 24 24" className="lg-icon" aria-hidden="true">
      <path d={DRAWN[category ?? "gift"] ?? DRAWN.gift} />
    </svg>
  );
}
