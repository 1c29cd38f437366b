import type { MyRightsProps } from "@largesse/contracts";
import { endOf, type Kit, type MyRight, useKit, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

function Action({ right, kit }: { readonly right: MyRight; readonly kit: Kit }) {
  const [busy, setBusy] = useState(false);
  const claim = async (): Promise<void> => {
    setBusy(true);
    await kit.claim(right.id);
    setBusy(false);
  };
  if (right.claimable) {
    return (
      <button type="button" className="lg-button lg-button--small" disabled={busy} onClick={claim}>
        {kit.say("widgets.rights.claim")}
      </button>
    );
  }
  return (
    <button
      type="button"
      className="lg-button lg-button--small lg-button--quiet"
      onClick={() => kit.open({ to: "right", right: right.id })}
    >
      {kit.say(right.usable ? "widgets.rights.show" : "widgets.rights.see")}
    </button>
  );
}

/** What can no longer come to anything stands back; what is under way does not. */
const OVER = new Set(["redeemed", "reversed", "expired", "revoked", "failed"]);

function Ticket({ right }: { readonly right: MyRight }) {
  const kit = useKit();
  const end = right.until ? endOf(right.until, kit.locale, kit.facts.tz) : "";
  const live = !OVER.has(right.state);
  return (
    <li className={`lg-my-rights__ticket${live ? "" : " is-past"}`}>
      <span className="lg-my-rights__words">
        <b>{right.title}</b>
        <small>
          <span>{kit.say(`widgets.rights.state.${right.state}`)}</span>{" "}
          {end && live ? <span>{kit.say("widgets.rights.until", { day: end })}</span> : null}
        </small>
      </span>
      <Action right={right} kit={kit} />
    </li>
  );
}

export default function MyRights({ id, props }: WidgetProps<MyRightsProps>) {
  const { live, pick, say, open } = useKit();
  const guest = live.who === "guest";
  const words = guest ? say("widgets.rights.guest") : pick(props.empty) || say("widgets.rights.empty");
  return (
    <section className="lg-my-rights" id="my-rights" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.rights.title")}
      </h2>
      {live.rights.length > 0 ? (
        <ul className="lg-my-rights__list">
          {live.rights.map((right) => (
            <Ticket key={right.id} right={right} />
          ))}
        </ul>
      ) : (
        <div className="lg-my-rights__empty">
          <p>{live.who === "waiting" ? "\u00a0" : words}</p>
          {guest ? (
            <button
              type="button"
              className="lg-button lg-button--small lg-button--quiet"
              onClick={() => open({ to: "rights" })}
            >
              {say("widgets.rights.recognise")}
            </button>
          ) : null}
        </div>
      )}
    </section>
  );
}
