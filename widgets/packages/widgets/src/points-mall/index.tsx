import type { PointsMallProps } from "@largesse/contracts";
import { endOf, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Offer {
  readonly id: string;
  readonly title: string;
  readonly terms: string;
  readonly kindName: string;
  readonly pricePoints: number;
  readonly gap: number;
  readonly endsAt: string;
  readonly clientMax: number | null;
  readonly had: number;
  readonly soldOut: boolean;
}
interface Data {
  readonly mallOffers: readonly Offer[];
}

const figure = (points: number): string => points.toLocaleString("en");

/** Why it cannot be had now; null where it can. */
function useWhyNot({ soldOut, clientMax, had, gap }: Offer): string | null {
  const { say } = useKit();
  if (soldOut) return say("widgets.points-mall.sold");
  if (clientMax !== null && had >= clientMax) return say("widgets.points-mall.limit");
  return gap > 0 ? say("widgets.points-mall.gap", { points: figure(gap) }) : null;
}

function Ticket({ of }: { readonly of: Offer }) {
  const { say, locale, facts } = useKit();
  const whyNot = useWhyNot(of);
  const price = { points: figure(of.pricePoints), kind: of.kindName };
  return (
    <li className="lg-points-mall__offer">
      <span className="lg-points-mall__words">
        <b>{of.title}</b>
        <span className="lg-points-mall__price">{say("widgets.points-mall.price", price)}</span>
        {of.terms ? <small>{of.terms}</small> : null}
        <small>{say("widgets.points-mall.until", { day: endOf(of.endsAt, locale, facts.tz) })}</small>
      </span>
      {whyNot === null ? <Redeem of={of} /> : <span className="lg-points-mall__not">{whyNot}</span>}
    </li>
  );
}

/** Points go only after a second press that says how many. */
function Redeem({ of }: { readonly of: Offer }) {
  const kit = useKit();
  const [at, setAt] = useState<"offer" | "sure" | "busy">("offer");
  const [got, setGot] = useState<string | null>(null);
  const redeem = async (): Promise<void> => {
    setAt("busy");
    const done = await kit.act<{ id: string }>("redeemOffer", { offer: of.id });
    setAt("offer");
    if (done !== null) setGot(done.id);
  };
  if (got !== null)
    return (
      <span className="lg-points-mall__sure" role="status">
        {kit.say("widgets.points-mall.done")}
        <button
          type="button"
          className="lg-button lg-button--small lg-button--quiet"
          onClick={() => kit.open({ to: "right", right: got })}
        >
          {kit.say("widgets.points-mall.see")}
        </button>
      </span>
    );
  if (at === "offer")
    return (
      <button type="button" className="lg-button lg-button--small" onClick={() => setAt("sure")}>
        {kit.say("widgets.points-mall.redeem")}
        <span className="lg-unseen"> {of.title}</span>
      </button>
    );
  const price = { points: figure(of.pricePoints), kind: of.kindName };
  return (
    <span className="lg-points-mall__sure">
      {kit.say("widgets.points-mall.sure", price)}
      <button
        type="button"
        className="lg-button lg-button--small"
        disabled={at === "busy"}
        onClick={() => void redeem()}
      >
        {kit.say("widgets.points-mall.yes")}
      </button>
      <button type="button" className="lg-plain" onClick={() => setAt("offer")}>
        {kit.say("widgets.points-mall.back")}
      </button>
    </span>
  );
}

export default function PointsMall({ id, props }: WidgetProps<PointsMallProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<Data>("pointsMall");
  const offers = data?.mallOffers ?? [];
  const none = state === "guest" ? "widgets.points-mall.guest" : "widgets.points-mall.none";
  return (
    <section className="lg-points-mall" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.points-mall.title")}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {offers.length > 0 ? (
        <ul className="lg-points-mall__list">
          {offers.map((offer) => (
            <Ticket key={offer.id} of={offer} />
          ))}
        </ul>
      ) : state === "lost" ? null : (
        <p className="lg-points-mall__none">{state === "waiting" ? "\u00a0" : say(none)}</p>
      )}
    </section>
  );
}
