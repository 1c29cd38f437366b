/** What one's bookings are, as the server tells them. */
interface About {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly forMe: boolean;
  readonly holderName: string;
  readonly personName: string;
  readonly placeName: string;
  readonly zone: string;
}
export interface Mine extends About {
  readonly right: string;
  readonly stateName: string;
  readonly day: string;
  readonly time: string;
  readonly seat: number | null;
  readonly resource: string;
  readonly resourceName: string;
  readonly startsAt: string;
  readonly address: string;
  readonly freeUntil: string;
  readonly cancelUnits: number;
  readonly reason: string;
  readonly actions: readonly string[];
  readonly qr?: string | null;
  readonly calendar: string | null;
}
export interface Waits extends About {
  readonly day: string | null;
  readonly time: string | null;
  readonly startsFrom: string;
  readonly acceptBy: string | null;
  readonly seated: boolean;
  readonly capacity: number;
  readonly seatsTaken: readonly number[];
}
export interface Data {
  readonly myBookings: readonly Mine[];
  readonly bookingsForOthers: readonly Mine[];
  readonly myWaiting: readonly Waits[];
  readonly waitingForOthers: readonly Waits[];
}
