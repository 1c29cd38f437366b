/** A place that is held: what it is, what it costs to change one's mind, and the yes. The server knows it, so a page opened again shows it again. */
import { hour, useKit } from "@largesse/kit";
import { useState } from "react";
import { Panel } from "./parts";
import { type Held, type Stale, staleIn } from "./types";

/** What was booked, once it is. */
export interface Done {
  readonly id: string;
  readonly state: string;
}

/** What cancelling and not coming cost, as the service says it. */
function Terms({ of }: { readonly of: Held }) {
  const { say, locale, now } = useKit();
  const when = hour(of.freeUntil, locale, of.zone);
  const over = (now() ?? 0) > Date.parse(of.freeUntil);
  const free = over ? "widgets.slots.free_over" : "widgets.slots.free_until";
  return (
    <>
      <p>
        {say(free, { when })}{" "}
        {of.lateUnits > 0 ? say("widgets.slots.late_costs", { n: of.lateUnits }) : say("widgets.slots.late")}
      </p>
      {of.noShowUnits > 0 ? <p>{say("widgets.slots.absence", { n: of.noShowUnits })}</p> : null}
    </>
  );
}

interface HeldProps {
  readonly of: Held;
  /** It was held before this page was opened. */
  readonly still: boolean;
  /** It was answered: booked, given back, or the time for it is over. */
  readonly over: (done: Done | null, stale: Stale | null) => void;
}

export function HeldPlace({ of, still, over }: HeldProps) {
  const { say, act, locale } = useKit();
  const [busy, setBusy] = useState(false);
  const press = async (document: string): Promise<void> => {
    setBusy(true);
    let stale: Stale | null = null;
    const answer = await act<Done>(document, { booking: of.id }, (no) => {
      stale = staleIn(no);
      return stale !== null;
    });
    setBusy(false);
    over(answer && "state" in answer ? answer : null, stale);
  };
  return (
    <Panel still={still}>
      <p>
        <b>{`${of.day} ${of.time}`}</b> {of.title}
        {of.seat ? ` · ${say("widgets.slots.seat_of", { n: of.seat })}` : ""}
        {of.forMe ? "" : ` · ${say("widgets.slots.for", { name: of.personName })}`}
      </p>
      <p>{`${of.placeName} · ${of.resourceName} · ${of.address}`}</p>
      {of.holdUntil ? (
        <p>{say("widgets.slots.held", { when: hour(of.holdUntil, locale, of.zone) })}</p>
      ) : null}
      <Terms of={of} />
      <div className="lg-slots__acts">
        <button
          type="button"
          className="lg-button"
          disabled={busy}
          onClick={() => void press("confirm-booking")}
        >
          {say("widgets.slots.confirm")}
        </button>
        <button
          type="button"
          className="lg-button lg-button--quiet"
          disabled={busy}
          onClick={() => void press("cancel-booking")}
        >
          {say("widgets.slots.another")}
        </button>
      </div>
    </Panel>
  );
}

/** What became of it, with the calendar's file and the way to one's bookings. */
export function Booked({ of }: { readonly of: Done }) {
  const { say, open } = useKit();
  return (
    <Panel role="status">
      <p>{say(of.state === "pending" ? "widgets.slots.asked" : "widgets.slots.done")}</p>
      <div className="lg-slots__acts">
        <a
          className="lg-button lg-button--small lg-button--quiet"
          href={`/bookings/${of.id}.ics`}
          download="booking.ics"
        >
          {say("widgets.slots.calendar")}
        </a>
        <button type="button" className="lg-plain" onClick={() => open({ to: "my" })}>
          {say("widgets.slots.mine")}
        </button>
      </div>
    </Panel>
  );
}
