/** Where one waits: what is kept and until when, or that nothing came of it. How many come first nobody can say truly. */
import { hour, useKit } from "@largesse/kit";
import { useState } from "react";
import { firstFree, Seats } from "../slots/parts";
import { usePress, Whom } from "./press";
import type { Waits } from "./types";

function Words({ one }: { readonly one: Waits }) {
  const { say, locale } = useKit();
  const when = `${one.day ?? ""} ${one.time ?? ""}`;
  if (one.state === "lapsed")
    return (
      <small>
        {one.day ? say("widgets.my-bookings.passed", { when }) : say("widgets.my-bookings.in_vain")}
      </small>
    );
  if (one.state !== "offered")
    return (
      <small>{say("widgets.my-bookings.waits", { when: hour(one.startsFrom, locale, one.zone) })}</small>
    );
  const until = one.acceptBy ? hour(one.acceptBy, locale, one.zone) : "";
  return <b>{say("widgets.my-bookings.offered", { when, until })}</b>;
}

export function WaitingCard({ one }: { readonly one: Waits }) {
  const { say } = useKit();
  const { busy, press } = usePress();
  const [chosen, setChosen] = useState(0);
  const free = chosen && !one.seatsTaken.includes(chosen);
  const seat = free ? chosen : firstFree(one.capacity, one.seatsTaken);
  const seated = one.state === "offered" && one.seated;
  return (
    <li className={`lg-my-bookings__card${one.state === "lapsed" ? " is-past" : ""}`}>
      <span className="lg-my-bookings__words">
        <b>{one.title}</b>
        <Whom of={one} />
        <small>{one.placeName}</small>
        <Words one={one} />
      </span>
      {seated ? (
        <Seats name={one.id} capacity={one.capacity} taken={one.seatsTaken} seat={seat} pick={setChosen} />
      ) : null}
      {one.state === "lapsed" ? null : (
        <span className="lg-my-bookings__acts">
          {one.state === "offered" ? (
            <button
              type="button"
              className="lg-button lg-button--small"
              disabled={busy}
              onClick={() => void press("accept-offer", { waiting: one.id, ...(seated ? { seat } : {}) })}
            >
              {say("widgets.my-bookings.accept")}
              <span className="lg-unseen"> {one.title}</span>
            </button>
          ) : null}
          <button
            type="button"
            className="lg-button lg-button--small lg-button--quiet"
            disabled={busy}
            onClick={() => void press("leave-waiting-list", { waiting: one.id })}
          >
            {say("widgets.my-bookings.leave")}
            <span className="lg-unseen"> {one.title}</span>
          </button>
        </span>
      )}
    </li>
  );
}
