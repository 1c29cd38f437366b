/** One's bookings and where one waits, and what one looks after for others. */
import { hour, useKit } from "@largesse/kit";
import { useState } from "react";
import { Late } from "../slots/late";
import { Panel } from "../slots/parts";
import type { PartProps } from "../slots/shell";
import { usePress, Whom } from "./press";
import type { Data, Mine, Waits } from "./types";
import { WaitingCard } from "./waiting";

const move = () => import("./move");

function Code({ svg }: { readonly svg: string }) {
  const { say } = useKit();
  const source = `data:image/svg+xml,${encodeURIComponent(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))}`;
  return <img className="lg-my-bookings__code" src={source} alt={say("widgets.my-bookings.code")} />;
}

/** What cancelling costs is said before it is asked for. */
function Cancel({ one, keep }: { readonly one: Mine; readonly keep: () => void }) {
  const { say } = useKit();
  const { busy, press } = usePress();
  const costs = one.cancelUnits > 0 ? "widgets.my-bookings.costs" : "widgets.my-bookings.costs_nothing";
  return (
    <Panel role="status">
      <p>{say(costs, { n: one.cancelUnits })}</p>
      <div className="lg-slots__acts">
        <button
          type="button"
          className="lg-button lg-button--small"
          disabled={busy}
          onClick={() => void press("cancel-booking", { booking: one.id })}
        >
          {say("widgets.my-bookings.sure")}
        </button>
        <button type="button" className="lg-plain" onClick={keep}>
          {say("widgets.my-bookings.keep")}
        </button>
      </div>
    </Panel>
  );
}

interface ActsProps {
  readonly one: Mine;
  readonly open: string;
  readonly turn: (act: string) => void;
}

function Acts({ one, open, turn }: ActsProps) {
  const { say } = useKit();
  const { busy, press } = usePress();
  return (
    <span className="lg-my-bookings__acts">
      {one.actions.includes("confirm") ? (
        <button
          type="button"
          className="lg-button lg-button--small"
          disabled={busy}
          onClick={() => void press("confirm-booking", { booking: one.id })}
        >
          {say("widgets.my-bookings.confirm")}
        </button>
      ) : null}
      {one.calendar ? (
        <a className="lg-button lg-button--small lg-button--quiet" href={one.calendar} download="booking.ics">
          {say("widgets.my-bookings.calendar")}
        </a>
      ) : null}
      {["move", "cancel"]
        .filter((act) => one.actions.includes(act))
        .map((act) => (
          <button
            type="button"
            key={act}
            className="lg-button lg-button--small lg-button--quiet"
            aria-expanded={open === act}
            onClick={() => turn(open === act ? "" : act)}
          >
            {say(`widgets.my-bookings.${act}`)}
            <span className="lg-unseen"> {one.title}</span>
          </button>
        ))}
    </span>
  );
}

function Card({ one }: { readonly one: Mine }) {
  const { say, locale } = useKit();
  const [turned, setOpen] = useState("");
  const open = one.actions.includes(turned) ? turned : ""; // what was asked ends with what can be done
  const live = one.actions.length > 0;
  return (
    <li className={`lg-my-bookings__card${live ? "" : " is-past"}`}>
      <span className="lg-my-bookings__when">
        <b>{one.day}</b> <b>{one.time}</b>
      </span>
      <span className="lg-my-bookings__words">
        <b>{one.title}</b>
        <small>
          {one.stateName}
          {one.seat ? ` · ${say("widgets.slots.seat_of", { n: one.seat })}` : ""}
        </small>
        <Whom of={one} />
        <small>{`${one.placeName} · ${one.resourceName}`}</small>
        <small>{one.address}</small>
        {one.state === "pending" ? <small>{say("widgets.my-bookings.pending")}</small> : null}
        {one.actions.includes("move") ? (
          <small>{say("widgets.my-bookings.free", { when: hour(one.freeUntil, locale, one.zone) })}</small>
        ) : null}
        {one.reason ? <small>{say("widgets.my-bookings.reason", { why: one.reason })}</small> : null}
      </span>
      {one.qr ? <Code svg={one.qr} /> : null}
      <Acts one={one} open={open} turn={setOpen} />
      {open === "cancel" ? <Cancel one={one} keep={() => setOpen("")} /> : null}
      {open === "move" ? <Late load={move} with={{ one, done: () => setOpen("") }} /> : null}
    </li>
  );
}

interface ListProps {
  readonly waiting: readonly Waits[];
  readonly bookings: readonly Mine[];
}

function List({ waiting, bookings }: ListProps) {
  return (
    <ul className="lg-my-bookings__list">
      {waiting.map((one) => (
        <WaitingCard key={one.id} one={one} />
      ))}
      {bookings.map((one) => (
        <Card key={one.id} one={one} />
      ))}
    </ul>
  );
}

/** What one looks after for others as their agent, by whose it is. */
function ForOthers({ of }: { readonly of: Data }) {
  const { say } = useKit();
  const all = [...of.waitingForOthers, ...of.bookingsForOthers];
  return [...new Set(all.map((one) => one.holderName))].map((name) => (
    <section key={name}>
      <h3>{say("widgets.my-bookings.others", { name })}</h3>
      <List
        waiting={of.waitingForOthers.filter((one) => one.holderName === name)}
        bookings={of.bookingsForOthers.filter((one) => one.holderName === name)}
      />
    </section>
  ));
}

export default function Cards({ of }: PartProps<Data>) {
  return (
    <>
      <List waiting={of.myWaiting} bookings={of.myBookings} />
      <ForOthers of={of} />
    </>
  );
}
