import type { MyBookingsProps } from "@largesse/contracts";
import { useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Mine {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly stateName: string;
  readonly day: string;
  readonly time: string;
  readonly seat: number | null;
  readonly resourceName: string;
  readonly placeName: string;
  readonly address: string;
  readonly cancelUnits: number;
  readonly reason: string;
  readonly actions: readonly string[];
  readonly qr: string | null;
  readonly calendar: string | null;
}
interface Waits {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly placeName: string;
  readonly day: string | null;
  readonly time: string | null;
  readonly before: number;
}
interface Data {
  readonly myBookings: readonly Mine[];
  readonly myWaiting: readonly Waits[];
}

/** A press that asks the house something once at a time. */
function usePress() {
  const { act } = useKit();
  const [busy, setBusy] = useState(false);
  const press = async (document: string, asked: object): Promise<void> => {
    setBusy(true);
    await act(document, asked);
    setBusy(false);
  };
  return { busy, press };
}

function Code({ svg }: { readonly svg: string }) {
  const { say } = useKit();
  const source = `data:image/svg+xml,${encodeURIComponent(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))}`;
  return <img className="lg-my-bookings__code" src={source} alt={say("widgets.my-bookings.code")} />;
}

function Cancel({ one }: { readonly one: Mine }) {
  const { say } = useKit();
  const { busy, press } = usePress();
  const [sure, setSure] = useState(false);
  if (!sure)
    return (
      <button
        type="button"
        className="lg-button lg-button--small lg-button--quiet"
        onClick={() => setSure(true)}
      >
        {say("widgets.my-bookings.cancel")}
        <span className="lg-unseen"> {one.title}</span>
      </button>
    );
  return (
    <span className="lg-my-bookings__sure">
      {one.cancelUnits > 0 ? say("widgets.my-bookings.costs", { n: one.cancelUnits }) : null}
      <button
        type="button"
        className="lg-button lg-button--small"
        disabled={busy}
        onClick={() => void press("cancel-booking", { booking: one.id })}
      >
        {say("widgets.my-bookings.sure")}
      </button>
      <button type="button" className="lg-plain" onClick={() => setSure(false)}>
        {say("widgets.my-bookings.keep")}
      </button>
    </span>
  );
}

function Acts({ one }: { readonly one: Mine }) {
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
      {one.actions.includes("cancel") ? <Cancel one={one} /> : null}
    </span>
  );
}

function Card({ one }: { readonly one: Mine }) {
  const { say } = useKit();
  return (
    <li className={`lg-my-bookings__card${one.actions.length === 0 ? " is-past" : ""}`}>
      <span className="lg-my-bookings__when">
        <b>{one.day}</b> <b>{one.time}</b>
      </span>
      <span className="lg-my-bookings__words">
        <b>{one.title}</b>
        <small>
          {one.stateName}
          {one.seat ? ` · ${say("widgets.my-bookings.seat", { n: one.seat })}` : ""}
        </small>
        <small>
          {one.placeName} · {one.resourceName}
        </small>
        <small>{one.address}</small>
        {one.reason ? <small>{one.reason}</small> : null}
      </span>
      {one.qr ? <Code svg={one.qr} /> : null}
      <Acts one={one} />
    </li>
  );
}

function WaitingCard({ one }: { readonly one: Waits }) {
  const { say } = useKit();
  const { busy, press } = usePress();
  const offered = one.state === "offered";
  return (
    <li className="lg-my-bookings__card">
      <span className="lg-my-bookings__words">
        <b>{one.title}</b>
        <small>{one.placeName}</small>
        <small>
          {offered
            ? say("widgets.my-bookings.offered", { when: `${one.day} ${one.time}` })
            : say("widgets.my-bookings.before", { n: one.before })}
        </small>
      </span>
      <span className="lg-my-bookings__acts">
        {offered ? (
          <button
            type="button"
            className="lg-button lg-button--small"
            disabled={busy}
            onClick={() => void press("accept-offer", { waiting: one.id })}
          >
            {say("widgets.my-bookings.accept")}
          </button>
        ) : null}
        <button
          type="button"
          className="lg-button lg-button--small lg-button--quiet"
          disabled={busy}
          onClick={() => void press("leave-waiting-list", { waiting: one.id })}
        >
          {say("widgets.my-bookings.leave")}
        </button>
      </span>
    </li>
  );
}

export default function MyBookings({ id, props }: WidgetProps<MyBookingsProps>) {
  const { pick, say } = useKit();
  const { state, data, again } = useOwn<Data>("my-bookings");
  const empty = !data || data.myBookings.length + data.myWaiting.length === 0;
  return (
    <section className="lg-my-bookings" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.my-bookings.title")}
      </h2>
      {state === "lost" ? (
        <p className="lg-my-bookings__none" role="status">
          {say("h5.offline")}{" "}
          <button type="button" className="lg-plain" onClick={() => void again()}>
            {say("widgets.again")}
          </button>
        </p>
      ) : null}
      <ul className="lg-my-bookings__list">
        {data?.myWaiting.map((one) => (
          <WaitingCard key={one.id} one={one} />
        ))}
        {data?.myBookings.map((one) => (
          <Card key={one.id} one={one} />
        ))}
      </ul>
      {empty && state !== "lost" ? (
        <p className="lg-my-bookings__none">
          {state === "waiting"
            ? "\u00a0"
            : say(state === "guest" ? "widgets.rights.guest" : "widgets.my-bookings.none")}
        </p>
      ) : null}
    </section>
  );
}
