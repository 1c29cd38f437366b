import type { FlashClaimProps } from "@largesse/contracts";
import { hour, spanOf, useKit, useNow, type WidgetProps } from "@largesse/kit";
import { useEffect } from "react";
import { Frame, Go } from "../standing/parts";
import { tell, useStanding } from "../standing/standing";

const TYPE = "flash-claim";
const two = (units: number): string => String(units).padStart(2, "0");
/** Phones that wait for the same moment do not all ask in it. */
const SPREAD_MS = 1500;

/** What is left, when more comes by the server's clock, and the one button. */
export default function FlashClaim({ id, props }: WidgetProps<FlashClaimProps>) {
  const kit = useKit();
  const { say, locale, facts } = kit;
  const at = useStanding(TYPE, props.play);
  const now = useNow(1000);
  const [left, of] = [at.figure("left"), at.figure("of")];
  const next = at.of?.coming[0];
  const wait_ms = next && now !== null ? Date.parse(next.at) - now : null;
  const due = wait_ms !== null && wait_ms <= 0;
  const { again } = at;
  useEffect(() => {
    if (!due) return;
    const timer = setTimeout(() => void again(), Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [due, again]);
  const span = wait_ms === null ? null : spanOf(wait_ms);
  const more = next
    ? say("widgets.flash-claim.next", { day: hour(next.at, locale, facts.tz), units: next.units })
    : say("widgets.flash-claim.no_more");
  const claim = async (): Promise<void> => tell(kit, props.play, await at.take());
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      {at.of ? (
        <>
          <p className="lg-flash-claim__left">
            {left > 0
              ? say("widgets.flash-claim.left", { units: left })
              : say(of > 0 ? "widgets.flash-claim.gone" : "widgets.flash-claim.soon")}
          </p>
          <progress max={Math.max(1, of)} value={left} aria-hidden="true" />
          {span && next ? (
            <div className="lg-flash-claim__clock" role="timer" aria-label={more}>
              {span.days > 0 ? <b>{say("widgets.flash-claim.days", { units: span.days })}</b> : null}
              <b>{two(span.hours)}</b>
              <i>:</i>
              <b>{two(span.minutes)}</b>
              <i>:</i>
              <b>{two(span.seconds)}</b>
            </div>
          ) : null}
          {left > 0 ? <p className="lg-flash-claim__more">{more}</p> : null}
        </>
      ) : null}
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        stop={at.of && left === 0 ? more : undefined}
        press={() => void claim()}
      />
    </Frame>
  );
}
