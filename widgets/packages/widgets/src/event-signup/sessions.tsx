/** Signing up for an event: for whom, which session, which seat; then the yes. */
import { useKit, useOwn } from "@largesse/kit";
import { useState } from "react";
import { Booked, type Done, HeldPlace } from "../slots/held";
import { firstFree, Nothing, Panel, Seats, Told } from "../slots/parts";
import { Rights } from "../slots/rights";
import type { PartProps } from "../slots/shell";
import { type Taking, useTaking } from "../slots/taking";
import { type Bookable, keyOf, type Place, type Right, type Slot, type Stale } from "../slots/types";
import { useWhom } from "../slots/whom";

const DAYS = 31;
const toJoin = ({ kind }: { readonly kind: string }): boolean => kind === "event";

interface SessionProps {
  readonly one: Slot;
  readonly busy: boolean;
  readonly press: (one: Slot, seat: number) => void;
}

function Session({ one, busy, press }: SessionProps) {
  const { say } = useKit();
  const [chosen, setChosen] = useState(0);
  const full = one.left === 0;
  const free = chosen && !one.seatsTaken.includes(chosen);
  const seat = free ? chosen : firstFree(one.capacity, one.seatsTaken);
  return (
    <li className="lg-event-signup__card">
      <b>{one.resourceName}</b>
      <span>{one.time}</span>
      <small>{full ? say("widgets.slots.full") : say("widgets.event-signup.left", { n: one.left })}</small>
      {one.seated && !full ? (
        <Seats
          name={keyOf(one)}
          capacity={one.capacity}
          taken={one.seatsTaken}
          seat={seat}
          pick={setChosen}
        />
      ) : null}
      {full ? <small>{say("widgets.slots.wait_says")}</small> : null}
      <button
        type="button"
        className={`lg-button${full ? " lg-button--quiet" : ""}`}
        disabled={busy}
        onClick={() => press(one, one.seated ? seat : 0)}
      >
        {say(full ? "widgets.slots.wait" : "widgets.event-signup.join")}
        <span className="lg-unseen"> {one.resourceName}</span>
      </button>
    </li>
  );
}

/** How many days are shown at first, and with each press. */
const DAYS_SHOWN = 3;

function byDay(sessions: readonly Slot[]): [string, Slot[]][] {
  const days = new Map<string, Slot[]>();
  for (const one of sessions) days.set(one.day, [...(days.get(one.day) ?? []), one]);
  return [...days];
}

interface WithinProps {
  readonly right: Right;
  readonly person: string;
  readonly taking: Taking;
  readonly waits: () => void;
}

function Sessions({ right, person, place, taking, waits }: WithinProps & { readonly place: Place }) {
  const { state, data, again } = useOwn<{ bookingSlots: readonly Slot[] | null }>("booking-slots", {
    right: right.id,
    place: place.id,
    days: DAYS,
  });
  const { say } = useKit();
  const [shown, setShown] = useState(DAYS_SHOWN);
  const sessions = data?.bookingSlots ?? [];
  const days = byDay(sessions);
  const press = async (one: Slot, seat: number): Promise<void> => {
    if (one.left > 0) await taking.hold(right, person, one, seat);
    else if (await taking.wait(right, person, place.id, one)) waits();
    await again();
  };
  return (
    <>
      <p className="lg-event-signup__where">
        {place.name} · {place.address}
      </p>
      {sessions.length === 0 ? <Nothing state={state} again={again} none="widgets.slots.none_here" /> : null}
      {days.slice(0, shown).map(([day, ones]) => (
        <section key={day} aria-label={day}>
          <h3 className="lg-event-signup__day">{day}</h3>
          <ul className="lg-event-signup__list">
            {ones.map((one) => (
              <Session
                key={keyOf(one)}
                one={one}
                busy={taking.busy}
                press={(session, seat) => void press(session, seat)}
              />
            ))}
          </ul>
        </section>
      ))}
      {days.length > shown ? (
        <button
          type="button"
          className="lg-button lg-button--quiet lg-event-signup__more"
          onClick={() => setShown(shown + DAYS_SHOWN)}
        >
          {say("widgets.event-signup.more")}
        </button>
      ) : null}
    </>
  );
}

interface EventProps extends Omit<WithinProps, "person"> {
  readonly of: Bookable;
}

function Event({ right, of, taking, waits }: EventProps) {
  const { state, data, again } = useOwn<{ bookingPlaces: readonly Place[] | null }>("booking-places", {
    right: right.id,
  });
  const { person, choice } = useWhom(right, of, taking);
  const places = data?.bookingPlaces ?? [];
  return (
    <div>
      {taking.stale ? (
        <Told of={taking.stale} busy={taking.busy} press={(at) => void taking.hold(right, person, at)} />
      ) : null}
      {choice}
      {places.length === 0 ? <Nothing state={state} again={again} none="widgets.slots.none_here" /> : null}
      {places.map((place) => (
        <Sessions key={place.id} right={right} person={person} place={place} taking={taking} waits={waits} />
      ))}
    </div>
  );
}

export default function SignUp({ of, again }: PartProps<Bookable>) {
  const { say } = useKit();
  const taking = useTaking(again);
  const [done, setDone] = useState<Done | null>(null);
  const [waits, setWaits] = useState(0);
  const over = (booked: Done | null, stale: Stale | null): void => {
    setDone(booked);
    taking.setStale(stale);
    void again();
  };
  const held = of.heldBookings.filter((one) => toJoin(one) && one.id !== done?.id);
  return (
    <>
      {done ? <Booked of={done} /> : null}
      {waits > 0 ? (
        <Panel key={waits} role="status">
          <p>{say("widgets.slots.waits")}</p>
        </Panel>
      ) : null}
      {held.map((one) => (
        <HeldPlace key={one.id} of={one} still={!taking.pressed} over={over} />
      ))}
      <Rights of={of} kind="event" taking={taking}>
        {(right) => (
          <Event key={right.id} right={right} of={of} taking={taking} waits={() => setWaits(waits + 1)} />
        )}
      </Rights>
    </>
  );
}
