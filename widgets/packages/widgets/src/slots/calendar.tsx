/** Days and times at a place, by the clock on its wall wherever the phone is; a seat where seats are numbered. */
import { useKit, useOwn } from "@largesse/kit";
import { useState } from "react";
import { firstFree, Nothing, Panel, Seats } from "./parts";
import { keyOf, type Place, type Slot, type WhereProps } from "./types";

const DAYS = 31;
const DAY_MS = 86_400_000;

/** Whether the phone's clock shows another time than the place's does at an instant. */
function elsewhere(zone: string, at: string): boolean {
  const shown = (of: object): string =>
    new Date(at).toLocaleString("en", { hour: "numeric", day: "numeric", minute: "numeric", ...of });
  return shown({}) !== shown({ timeZone: zone });
}

/** A day that a page of days begins with, at the place. */
function firstOf(page: number, zone: string, now: number | null): string | null {
  if (page === 0 || now === null) return null;
  const today = new Date(now).toLocaleDateString("en-CA", { timeZone: zone });
  return new Date(Date.parse(today) + page * DAYS * DAY_MS).toISOString().slice(0, 10);
}

interface DaysProps {
  readonly slots: readonly Slot[];
  readonly shown: string;
  readonly pick: (day: string) => void;
}

function Days({ slots, shown, pick }: DaysProps) {
  const { say, locale } = useKit();
  const days = [...new Set(slots.map((slot) => slot.day))];
  const weekday = (day: string): string =>
    new Date(day).toLocaleDateString(locale, { weekday: "short", timeZone: "UTC" });
  const full = (day: string): boolean => slots.every((slot) => slot.day !== day || slot.left === 0);
  return (
    <fieldset className="lg-slots__days">
      <legend className="lg-unseen">{say("widgets.slots.day")}</legend>
      {days.map((day) => (
        <button
          type="button"
          key={day}
          className={full(day) ? "is-full" : ""}
          aria-pressed={day === shown}
          onClick={() => pick(day)}
        >
          {day.slice(5)} <small>{weekday(day)}</small>
        </button>
      ))}
    </fieldset>
  );
}

interface TimesProps {
  readonly slots: readonly Slot[];
  readonly of: Pick<WhereProps, "busy" | "mine">;
  readonly waits: boolean;
  readonly press: (slot: Slot) => void;
}

function Times({ slots, of, waits, press }: TimesProps) {
  const { say } = useKit();
  const had = of.mine ? keyOf(of.mine) : "";
  const note = (slot: Slot): string => {
    if (keyOf(slot) === had) return say("widgets.slots.yours");
    if (slot.left === 0) return say(waits ? "widgets.slots.full_wait" : "widgets.slots.full");
    return say("widgets.slots.left", { n: slot.left });
  };
  return (
    <ul className="lg-slots__times">
      {slots.map((slot) => (
        <li key={keyOf(slot)}>
          <button
            type="button"
            className={slot.left === 0 ? "is-full" : ""}
            disabled={of.busy || keyOf(slot) === had || (slot.left === 0 && !waits)}
            onClick={() => press(slot)}
          >
            <b>{slot.time}</b>
            <small>{slot.resourceName}</small>
            <small>{note(slot)}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface AskedProps {
  readonly slot: Slot;
  readonly busy: boolean;
  readonly press: (seat: number) => void;
}

/** What is asked before a press counts: which seat, or whether one would wait. */
function Asked({ slot, busy, press }: AskedProps) {
  const { say } = useKit();
  const [chosen, setChosen] = useState(0);
  const free = chosen && !slot.seatsTaken.includes(chosen);
  const seat = free ? chosen : firstFree(slot.capacity, slot.seatsTaken);
  const full = slot.left === 0;
  return (
    <Panel role="status">
      <p>
        <b>{`${slot.day} ${slot.time}`}</b> {slot.resourceName}
      </p>
      {full ? (
        <p>{say("widgets.slots.wait_says")}</p>
      ) : (
        <Seats
          name={keyOf(slot)}
          capacity={slot.capacity}
          taken={slot.seatsTaken}
          seat={seat}
          pick={setChosen}
        />
      )}
      <button type="button" className="lg-button" disabled={busy} onClick={() => press(seat)}>
        {say(full ? "widgets.slots.wait" : "widgets.slots.take_seat", { n: seat })}
      </button>
    </Panel>
  );
}

interface PagesProps {
  readonly page: number;
  readonly horizonDays: number;
  readonly turn: (page: number) => void;
}

function Pages({ page, horizonDays, turn }: PagesProps) {
  const { say } = useKit();
  return (
    <p className="lg-slots__pages">
      {page > 0 ? (
        <button type="button" className="lg-plain" onClick={() => turn(page - 1)}>
          {say("widgets.slots.earlier")}
        </button>
      ) : null}
      {(page + 1) * DAYS <= horizonDays ? (
        <button type="button" className="lg-plain" onClick={() => turn(page + 1)}>
          {say("widgets.slots.later")}
        </button>
      ) : null}
    </p>
  );
}

interface CalendarProps extends WhereProps {
  readonly place: Place;
}

export function Calendar({ right, place, horizonDays, take, wait, ...of }: CalendarProps) {
  const { say, now } = useKit();
  const [page, setPage] = useState(0);
  const [day, setDay] = useState("");
  const [asked, setAsked] = useState("");
  const first = firstOf(page, place.zone, now());
  const { state, data, again } = useOwn<{ bookingSlots: readonly Slot[] | null }>("booking-slots", {
    right,
    place: place.id,
    first,
    days: DAYS,
  });
  const slots = data?.bookingSlots ?? [];
  const days = slots.map((slot) => slot.day);
  const shown = days.includes(day) ? day : (slots.find((slot) => slot.left > 0)?.day ?? days[0] ?? "");
  const one = slots.find((slot) => keyOf(slot) === asked && (slot.seated || slot.left === 0));
  const pressed = async (slot: Slot, seat: number): Promise<void> => {
    await (slot.left === 0 ? wait?.(slot, place) : take(slot, seat, place));
    await again();
  };
  const press = (slot: Slot): void => {
    if (slot.seated || slot.left === 0) setAsked(keyOf(slot));
    else void pressed(slot, 0);
  };
  return (
    <>
      {slots.length === 0 ? (
        <Nothing state={state} again={again} none="widgets.slots.none_here" />
      ) : (
        <>
          {elsewhere(place.zone, slots[0]?.startsAt ?? "") ? (
            <p className="lg-slots__zone">{say("widgets.slots.zone", { zone: place.zone })}</p>
          ) : null}
          <Days slots={slots} shown={shown} pick={setDay} />
          <Times
            slots={slots.filter((slot) => slot.day === shown)}
            of={of}
            waits={wait !== undefined}
            press={press}
          />
        </>
      )}
      <Pages page={page} horizonDays={horizonDays} turn={setPage} />
      {one ? <Asked key={asked} slot={one} busy={of.busy} press={(seat) => void pressed(one, seat)} /> : null}
    </>
  );
}
