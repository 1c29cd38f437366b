import type { EventSignupProps } from "@largesse/contracts";
import { useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Right {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
}
interface Place {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}
interface Session {
  readonly resource: string;
  readonly resourceName: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly day: string;
  readonly time: string;
  readonly left: number;
  readonly capacity: number;
  readonly seated: boolean;
  readonly seatsTaken: readonly number[];
}

const DAYS = 31;

function Seats({ one, seat, pick }: { one: Session; seat: number; pick: (seat: number) => void }) {
  const { say } = useKit();
  const numbers = Array.from({ length: one.capacity }, (_, n) => n + 1);
  return (
    <fieldset className="lg-event-signup__seats">
      <legend>{say("widgets.event-signup.seat")}</legend>
      {numbers.map((n) => (
        <button
          type="button"
          key={n}
          aria-pressed={n === seat}
          disabled={one.seatsTaken.includes(n)}
          onClick={() => pick(n)}
        >
          {n}
        </button>
      ))}
    </fieldset>
  );
}

/** Hold a place and confirm it in one press; a full event is waited for. */
function useSignUp(right: Right, place: string, again: () => Promise<void>, tell: (said: string) => void) {
  const { act } = useKit();
  const [busy, setBusy] = useState(false);
  const join = async (one: Session, seat: number): Promise<string> => {
    const where = { entitlement: right.id, resource: one.resource, startsAt: one.startsAt };
    const held = await act<{ readonly id: string }>("hold-slot", one.seated ? { ...where, seat } : where);
    if (held === null) return "widgets.event-signup.stale";
    const done = await act("confirm-booking", { booking: held.id });
    return done === null ? "" : "widgets.event-signup.done";
  };
  const wait = async (one: Session): Promise<string> => {
    const span = { startsFrom: one.startsAt, startsTo: one.endsAt };
    const asked = { entitlement: right.id, place, resource: one.resource, ...span };
    return (await act("join-waiting-list", asked)) === null ? "" : "widgets.event-signup.waits";
  };
  const press = async (one: Session, seat: number): Promise<void> => {
    setBusy(true);
    tell(await (one.left === 0 ? wait(one) : join(one, seat)));
    await again();
    setBusy(false);
  };
  return { busy, press };
}

function SessionCard({
  one,
  busy,
  press,
}: {
  readonly one: Session;
  readonly busy: boolean;
  readonly press: (one: Session, seat: number) => void;
}) {
  const { say } = useKit();
  const [seat, setSeat] = useState(0);
  const full = one.left === 0;
  return (
    <li className="lg-event-signup__card">
      <b>{one.resourceName}</b>
      <span>
        {one.day} {one.time}
      </span>
      <small>{full ? say("widgets.booking.full") : say("widgets.event-signup.left", { n: one.left })}</small>
      {one.seated && !full ? <Seats one={one} seat={seat} pick={setSeat} /> : null}
      <button
        type="button"
        className={`lg-button${full ? " lg-button--quiet" : ""}`}
        disabled={busy || (one.seated && !full && seat === 0)}
        onClick={() => press(one, seat)}
      >
        {say(full ? "widgets.event-signup.wait" : "widgets.event-signup.join")}
        <span className="lg-unseen"> {one.resourceName}</span>
      </button>
    </li>
  );
}

interface WithinProps {
  readonly right: Right;
  readonly tell: (said: string) => void;
}

function Sessions({ right, place, tell }: WithinProps & { readonly place: Place }) {
  const { say } = useKit();
  const { data, again } = useOwn<{ bookingSlots: readonly Session[] | null }>("booking-slots", {
    right: right.id,
    place: place.id,
    days: DAYS,
  });
  const { busy, press } = useSignUp(right, place.id, again, tell);
  const sessions = data?.bookingSlots ?? [];
  return (
    <>
      <p className="lg-event-signup__where">
        {place.name} · {place.address}
      </p>
      {sessions.length === 0 ? (
        <p className="lg-event-signup__none">{data ? say("widgets.booking.none_here") : "\u00a0"}</p>
      ) : null}
      <ul className="lg-event-signup__list">
        {sessions.map((one) => (
          <SessionCard
            key={`${one.resource}@${one.startsAt}`}
            one={one}
            busy={busy}
            press={(session, seat) => void press(session, seat)}
          />
        ))}
      </ul>
    </>
  );
}

function Event({ right, tell }: WithinProps) {
  const { data } = useOwn<{ bookingPlaces: readonly Place[] | null }>("booking-places", { right: right.id });
  return (
    <div className="lg-event-signup__event">
      <p>
        <b>{right.title}</b>
      </p>
      {data?.bookingPlaces?.map((place) => (
        <Sessions key={place.id} right={right} place={place} tell={tell} />
      ))}
    </div>
  );
}

export default function EventSignup({ id, props }: WidgetProps<EventSignupProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<{ bookableRights: readonly Right[] }>("bookable");
  const [said, setSaid] = useState("");
  const rights = data?.bookableRights.filter(({ kind }) => kind === "event") ?? [];
  const none = state === "guest" ? "widgets.rights.guest" : "widgets.event-signup.none";
  return (
    <section className="lg-event-signup" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.event-signup.title")}
      </h2>
      {said ? <p role="status">{say(said)}</p> : null}
      {rights.map((right) => (
        <Event key={right.id} right={right} tell={setSaid} />
      ))}
      {rights.length === 0 && !said ? (
        <p className="lg-event-signup__none">{state === "waiting" ? "\u00a0" : say(none)}</p>
      ) : null}
    </section>
  );
}
