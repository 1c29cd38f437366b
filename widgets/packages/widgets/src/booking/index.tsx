import type { BookingProps } from "@largesse/contracts";
import { useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Right {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly approval: boolean;
  readonly freeUntilHours: number;
}
interface Place {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}
interface Slot {
  readonly resource: string;
  readonly resourceName: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly day: string;
  readonly time: string;
  readonly session: string;
  readonly left: number;
  readonly seated: boolean;
}
/** A place that is held: its right is reserved, so that it is not among those to be booked any more. */
interface Held {
  readonly id: string;
  readonly slot: Slot;
  readonly right: Right;
}

const DAYS = 14;
const NEXT = 3;

const daysOf = (slots: readonly Slot[]): readonly string[] => [...new Set(slots.map((slot) => slot.day))];
const keyOf = (slot: Slot): string => `${slot.resource}@${slot.startsAt}`;

function Times({
  slots,
  press,
  busy,
}: {
  readonly slots: readonly Slot[];
  readonly press: (slot: Slot) => void;
  readonly busy: boolean;
}) {
  const { say } = useKit();
  return (
    <ul className="lg-booking__times">
      {slots.map((slot) => (
        <li key={keyOf(slot)}>
          <button
            type="button"
            className={slot.left === 0 ? "is-full" : ""}
            disabled={busy}
            onClick={() => press(slot)}
          >
            <b>{slot.time}</b>
            <small>{slot.resourceName}</small>
            <small>
              {slot.left === 0 ? say("widgets.booking.full") : say("widgets.booking.left", { n: slot.left })}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The next free ones after a page was stale. */
function Stale({ slots, press }: { readonly slots: readonly Slot[]; readonly press: (slot: Slot) => void }) {
  const { say } = useKit();
  if (slots.length === 0) return null;
  return (
    <div className="lg-booking__stale" role="status">
      <p>{say("widgets.booking.stale")}</p>
      {slots.map((slot) => (
        <button type="button" key={keyOf(slot)} onClick={() => press(slot)}>
          {slot.day.slice(5)} {slot.time}
        </button>
      ))}
    </div>
  );
}

function Confirm({ held, over }: { readonly held: Held; readonly over: (done: boolean) => void }) {
  const { say, act } = useKit();
  const [busy, setBusy] = useState(false);
  const press = async (document: string, done: boolean): Promise<void> => {
    setBusy(true);
    const answer = await act(document, { booking: held.id });
    setBusy(false);
    if (answer !== null) over(done);
  };
  return (
    <div className="lg-booking__confirm" role="status">
      <p>
        <b>
          {held.slot.day} {held.slot.time}
        </b>{" "}
        {held.slot.resourceName}
      </p>
      <p>{say("widgets.booking.terms", { n: held.right.freeUntilHours })}</p>
      <button
        type="button"
        className="lg-button"
        disabled={busy}
        onClick={() => void press("confirm-booking", true)}
      >
        {say(held.right.approval ? "widgets.booking.ask" : "widgets.booking.confirm")}
      </button>
      <button
        type="button"
        className="lg-button lg-button--quiet"
        disabled={busy}
        onClick={() => void press("cancel-booking", false)}
      >
        {say("widgets.booking.back")}
      </button>
    </div>
  );
}

/** What a press on a time does: hold it, or wait for it where it is full. */
function usePress(right: Right, place: string, again: () => Promise<void>, keep: (held: Held) => void) {
  const { act } = useKit();
  const [busy, setBusy] = useState(false);
  const [missed, setMissed] = useState<Slot | null>(null);
  const [waits, setWaits] = useState(false);
  const hold = async (slot: Slot): Promise<void> => {
    const asked = { entitlement: right.id, resource: slot.resource, startsAt: slot.startsAt };
    const answer = await act<{ readonly id: string }>("hold-slot", asked);
    setMissed(answer === null ? slot : null);
    if (answer === null) await again();
    else keep({ id: answer.id, slot, right });
  };
  const wait = async (slot: Slot): Promise<void> => {
    const span = { startsFrom: slot.startsAt, startsTo: slot.endsAt };
    const asked = { entitlement: right.id, place, resource: slot.resource, ...span };
    setWaits((await act("join-waiting-list", asked)) !== null);
  };
  const press = async (slot: Slot): Promise<void> => {
    setBusy(true);
    await (slot.left === 0 ? wait(slot) : hold(slot));
    setBusy(false);
  };
  return { busy, missed, waits, press };
}

function Days({
  days,
  shown,
  pick,
}: {
  days: readonly string[];
  shown: string;
  pick: (day: string) => void;
}) {
  const { say } = useKit();
  return (
    <fieldset className="lg-booking__days">
      <legend className="lg-unseen">{say("widgets.booking.day")}</legend>
      {days.map((day) => (
        <button type="button" key={day} aria-pressed={day === shown} onClick={() => pick(day)}>
          {day.slice(5)}
        </button>
      ))}
    </fieldset>
  );
}

function Calendar({
  right,
  place,
  keep,
}: {
  readonly right: Right;
  readonly place: string;
  readonly keep: (held: Held) => void;
}) {
  const { say } = useKit();
  const found = useOwn<{ bookingSlots: readonly Slot[] | null }>("booking-slots", {
    right: right.id,
    place,
    days: DAYS,
  });
  const [day, setDay] = useState("");
  const { busy, missed, waits, press } = usePress(right, place, found.again, keep);
  const slots = found.data?.bookingSlots ?? [];
  const days = daysOf(slots);
  const shown = days.includes(day) ? day : (days[0] ?? "");
  const next = missed
    ? slots.filter((slot) => slot.left > 0 && keyOf(slot) !== keyOf(missed)).slice(0, NEXT)
    : [];
  if (waits) return <p role="status">{say("widgets.booking.waits")}</p>;
  if (found.state === "waiting") return <p className="lg-booking__none">{"\u00a0"}</p>;
  if (slots.length === 0) return <p className="lg-booking__none">{say("widgets.booking.none_here")}</p>;
  return (
    <>
      <Stale slots={next} press={(slot) => void press(slot)} />
      <Days days={days} shown={shown} pick={setDay} />
      <Times
        slots={slots.filter((slot) => slot.day === shown)}
        press={(slot) => void press(slot)}
        busy={busy}
      />
    </>
  );
}

function Choice({
  label,
  shown,
  options,
  pick,
}: {
  readonly label: string;
  readonly shown: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly pick: (id: string) => void;
}) {
  return (
    <label className="lg-booking__choice">
      <span>{label}</span>
      <select value={shown} onChange={(event) => pick(event.currentTarget.value)}>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Where({ right, keep }: { readonly right: Right; readonly keep: (held: Held) => void }) {
  const { say } = useKit();
  const { data } = useOwn<{ bookingPlaces: readonly Place[] | null }>("booking-places", { right: right.id });
  const [place, setPlace] = useState("");
  const places = data?.bookingPlaces ?? [];
  const shown = places.find(({ id }) => id === place) ?? places[0];
  if (!shown) return <p className="lg-booking__none">{data ? say("widgets.booking.none_here") : "\u00a0"}</p>;
  return (
    <>
      <Choice
        label={say("widgets.booking.place")}
        shown={shown.id}
        options={places.map(({ id, name }) => ({ id, name }))}
        pick={setPlace}
      />
      <p className="lg-booking__address">{shown.address}</p>
      <Calendar key={shown.id} right={right} place={shown.id} keep={keep} />
    </>
  );
}

function Rights({
  rights,
  keep,
}: {
  readonly rights: readonly Right[];
  readonly keep: (held: Held) => void;
}) {
  const { say } = useKit();
  const [chosen, setChosen] = useState("");
  const right = rights.find((one) => one.id === chosen) ?? rights[0];
  if (!right) return null;
  return (
    <>
      {rights.length > 1 ? (
        <Choice
          label={say("widgets.booking.right")}
          shown={right.id}
          options={rights.map((one) => ({ id: one.id, name: one.title }))}
          pick={setChosen}
        />
      ) : (
        <p>{right.title}</p>
      )}
      <Where key={right.id} right={right} keep={keep} />
    </>
  );
}

function Done() {
  const { say, open } = useKit();
  return (
    <p className="lg-booking__done" role="status">
      {say("widgets.booking.done")}{" "}
      <button type="button" className="lg-plain" onClick={() => open({ to: "my" })}>
        {say("widgets.booking.mine")}
      </button>
    </p>
  );
}

export default function Booking({ id, props }: WidgetProps<BookingProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<{ bookableRights: readonly Right[] }>("bookable");
  const [held, setHeld] = useState<Held | null>(null);
  const [done, setDone] = useState(false);
  const rights = data?.bookableRights.filter(({ kind }) => kind === "appointment") ?? [];
  const none = state === "guest" ? "widgets.rights.guest" : "widgets.booking.none";
  const over = (booked: boolean): void => {
    setHeld(null);
    setDone(booked);
  };
  return (
    <section className="lg-booking" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.booking.title")}
      </h2>
      {done ? <Done /> : null}
      {held ? <Confirm held={held} over={over} /> : <Rights rights={rights} keep={setHeld} />}
      {held || done || rights.length > 0 ? null : (
        <p className="lg-booking__none">{state === "waiting" ? "\u00a0" : say(none)}</p>
      )}
    </section>
  );
}
