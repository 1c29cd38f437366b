import type { TierCardProps } from "@largesse/contracts";
import { safePicture } from "@largesse/kernel";
import { endOf, Lost, useKit, useOwn, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

interface Card {
  readonly name: string;
  readonly face: string;
  readonly picture?: string;
  readonly adds: readonly string[];
}
interface Mine {
  readonly card: Card;
  readonly maskedName: string;
  readonly validTo: string | null;
  readonly nextCard: Card | null;
  readonly gap: string;
  readonly band: string;
  readonly idiom: string;
}
interface Data {
  readonly myTier: Mine | null;
}

const FACES = new Set(["ink", "gold", "platinum", "black", "jade", "plain"]);
const faceOf = ({ face }: Card): string => (FACES.has(face) ? face : "ink");

function Adds({ of }: { readonly of: Card }) {
  return of.adds.length > 0 ? (
    <ul className="lg-tier-card__adds">
      {of.adds.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  ) : null;
}

/** How much one has, as an idiom or a band: nobody beside the client reads it before it is tapped. */
function Wealth({ of }: { readonly of: Mine }) {
  const { say } = useKit();
  const [open, setOpen] = useState(false);
  const words = of.idiom || of.band;
  if (!words) return null;
  return (
    <button
      type="button"
      className="lg-tier-card__wealth"
      aria-expanded={open}
      onClick={() => setOpen(!open)}
    >
      <span>{say("widgets.tier-card.wealth")}</span>
      <b>{open ? words : "＊＊＊＊"}</b>
      <span className="lg-unseen">{say(open ? "widgets.tier-card.hide" : "widgets.tier-card.show")}</span>
    </button>
  );
}

function Shown({ of }: { readonly of: Mine }) {
  const { say, locale, facts } = useKit();
  const picture = safePicture(of.card.picture);
  return (
    <>
      <div className={`lg-tier-card__card lg-tier-card__card--${picture ? "pictured" : faceOf(of.card)}`}>
        {picture ? <img src={picture} alt="" width="640" height="400" /> : null}
        <b>{of.card.name}</b>
        <span>{of.maskedName}</span>
        <small>
          {of.validTo
            ? say("widgets.tier-card.until", { day: endOf(of.validTo, locale, facts.tz) })
            : say("widgets.tier-card.lasting")}
        </small>
      </div>
      <Wealth of={of} />
      <Adds of={of.card} />
      {of.nextCard ? (
        <div className="lg-tier-card__next">
          <p>
            <span
              className={`lg-tier-card__chip lg-tier-card__card--${faceOf(of.nextCard)}`}
              aria-hidden="true"
            />
            {say("widgets.tier-card.next", { name: of.nextCard.name })}
          </p>
          {of.gap ? <p className="lg-tier-card__gap">{of.gap}</p> : null}
          <Adds of={of.nextCard} />
        </div>
      ) : null}
    </>
  );
}

export default function TierCard({ id, props }: WidgetProps<TierCardProps>) {
  const { pick, say } = useKit();
  const { state, data } = useOwn<Data>("tier-card");
  return (
    <section className="lg-tier-card" id="my-tier" aria-labelledby={`${id}-h`}>
      <h2 className="lg-heading" id={`${id}-h`}>
        {pick(props.title) || say("widgets.tier-card.title")}
      </h2>
      {state === "lost" ? <Lost /> : null}
      {data?.myTier ? (
        <Shown of={data.myTier} />
      ) : state === "lost" ? null : (
        <p className="lg-tier-card__none">{state === "guest" ? say("widgets.rights.guest") : "\u00a0"}</p>
      )}
    </section>
  );
}
