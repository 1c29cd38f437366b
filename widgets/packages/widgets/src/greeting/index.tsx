import type { GreetingProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";

/** Whose page it is. On the client's own page a guest sees this alone: he says who he is, and stays where he is. */
export default function Greeting({ id, props }: WidgetProps<GreetingProps>) {
  const { live, pick, say, open, editing } = useKit();
  const guest = live.who === "guest";
  const me = live.client && [live.client.name, live.client.tier].filter(Boolean).join(" · ");
  return (
    <header className={`lg-greeting${guest ? " is-guest" : ""}`} id={id}>
      <h1>{pick(props.title) || say("widgets.greeting.title")}</h1>
      <p>{guest ? say("widgets.greeting.guest") : (me ?? "\u00a0")}</p>
      {guest ? (
        <button type="button" className="lg-button" onClick={() => open({ to: "rights" })}>
          {say("widgets.rights.recognise")}
        </button>
      ) : null}
      {["on", "off"].map((turn) => (
        <a
          key={turn}
          className={`lg-greeting__elder is-${turn === "on" ? "off" : "on"}`}
          href={editing ? undefined : `?elder=${turn}`}
          rel="nofollow"
        >
          <span>{say("widgets.greeting.elder")}</span>
          <b>{say(`widgets.greeting.elder.${turn}`)}</b>
        </a>
      ))}
    </header>
  );
}
