import type { LiveSignupProps } from "@largesse/contracts";
import { hour, spanOf, useKit, useNow, type WidgetProps } from "@largesse/kit";
import { useState } from "react";
import { Ask, answered } from "../standing/ask";
import { Frame, Go, Steps } from "../standing/parts";
import { mayGo, type Said, tell, useStanding } from "../standing/standing";

const TYPE = "live-signup";
const SECOND_MS = 1000;

/** When it begins, by the server's clock; the engine that paints on the server knows no dates, so they come after it. */
function Begins({ at }: { readonly at: string }) {
  const { say, locale, facts } = useKit();
  const now = useNow(SECOND_MS);
  const begins = Date.parse(at);
  if (Number.isNaN(begins)) return null;
  const span = spanOf(begins - (now ?? begins));
  const wait =
    now !== null && now >= begins
      ? say("widgets.live-signup.begun")
      : say("widgets.live-signup.in", { days: span.days, hours: span.hours, minutes: span.minutes });
  return (
    <p className="lg-live-signup__begins">
      <b>{now === null ? "\u00a0" : hour(at, locale, facts.tz)}</b>
      <small>{now === null ? "\u00a0" : wait}</small>
    </p>
  );
}

/** Signing up with what is asked for it, and what comes of taking part. */
export default function LiveSignup({ id, props }: WidgetProps<LiveSignupProps>) {
  const kit = useKit();
  const { say, pick } = kit;
  const at = useStanding(TYPE, props.play);
  const steps = useStanding(`${TYPE}-steps`, props.steps ?? "");
  const [said, setSaid] = useState<Said>({});
  const asks = at.of?.asks ?? [];
  const done = at.took !== null || !mayGo(kit, props.play);
  const open = !done && asks.some((one) => !answered(one, said));
  const send = async (): Promise<void> => tell(kit, props.play, await at.take(said));
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      <Begins at={props.begins} />
      {props.note ? <p className="lg-live-signup__note">{pick(props.note)}</p> : null}
      {done
        ? null
        : asks.map((one) => (
            <Ask
              key={one.id}
              id={id}
              of={one}
              said={said[one.id] ?? []}
              put={(values) => setSaid({ ...said, [one.id]: values })}
            />
          ))}
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        stop={open ? say("widgets.live-signup.answer") : undefined}
        done={done ? say("widgets.live-signup.done") : ""}
        press={() => void send()}
      />
      {props.steps ? <Steps play={props.steps} at={steps} /> : null}
    </Frame>
  );
}
