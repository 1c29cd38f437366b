/** What booking asks of the server, as far as components need it. */
import type { Refused } from "@largesse/kit";

export interface Right {
  readonly id: string;
  readonly title: string;
  readonly holder: string;
  readonly holderName: string;
  readonly beneficiary: string;
  readonly kind: string;
  readonly approval: boolean;
  readonly freeUntilHours: number;
  readonly horizonDays: number;
}
export interface Member {
  readonly id: string;
  readonly maskedName: string;
}
/** A place that is held until it is confirmed. */
export interface Held {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly forMe: boolean;
  readonly personName: string;
  readonly day: string;
  readonly time: string;
  readonly zone: string;
  readonly holdUntil: string | null;
  readonly seat: number | null;
  readonly resourceName: string;
  readonly placeName: string;
  readonly address: string;
  readonly freeUntil: string;
  readonly lateUnits: number;
  readonly noShowUnits: number;
}
export interface Bookable {
  readonly bookableRights: readonly Right[];
  readonly bookableForOthers: readonly Right[];
  readonly myFamily: readonly Member[];
  readonly heldBookings: readonly Held[];
}
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly address: string;
  readonly zone: string;
  readonly metres: number | null;
}
/** A time as a press names it. */
export interface At {
  readonly resource: string;
  readonly startsAt: string;
}
export interface Slot extends At {
  readonly resourceName: string;
  readonly endsAt: string;
  readonly day: string;
  readonly time: string;
  readonly session: string;
  readonly left: number;
  readonly capacity: number;
  readonly seated: boolean;
  readonly seatsTaken: readonly number[];
}

export interface WhereProps {
  /** The right that is booked. */
  readonly right: string;
  readonly horizonDays: number;
  readonly busy: boolean;
  /** The time that is had already, when another is sought. */
  readonly mine?: At;
  readonly take: (slot: Slot, seat: number, place: Place) => Promise<void>;
  /** Wait for a full one; without it full ones cannot be pressed. */
  readonly wait?: (slot: Slot, place: Place) => Promise<void>;
}

export const keyOf = (one: At): string => `${one.resource}@${Date.parse(one.startsAt)}`;

/** A refusal of a page that is no longer so: what it says, and what is free instead. */
export interface Stale {
  readonly message: string;
  readonly next: readonly (At & { readonly says: string })[];
}

const NO_LONGER_SO = new Set([
  "rights.slot_taken",
  "rights.slot_closed",
  "rights.slot_too_soon",
  "rights.hold_over",
  "rights.seat_taken",
]);

/** Read which times are free instead out of a refusal; null: it is about something else, and the page says it. */
export function staleIn({ code, message, facts }: Refused): Stale | null {
  if (!NO_LONGER_SO.has(code)) return null;
  const said = (name: string): readonly string[] =>
    (facts.find((one) => one.name === name)?.value ?? "").split(", ").filter(Boolean);
  const times = said("times");
  const next = said("next").map((slot, at) => {
    const [resource = "", startsAt = ""] = slot.split("@");
    return { resource, startsAt, says: times[at] ?? startsAt };
  });
  return { message, next };
}

/** The rights that one may book: one's own, then those of whose holder one is the agent. */
export const rightsIn = ({ bookableRights, bookableForOthers }: Bookable): Right[] => [
  ...bookableRights,
  ...bookableForOthers,
];

/** Tell whether there is something of a kind to book or to confirm. */
export const isOf = (data: Bookable, kind: string): boolean =>
  [...rightsIn(data), ...data.heldBookings].some((one) => one.kind === kind);
