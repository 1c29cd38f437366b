import type { NineGridProps } from "@largesse/contracts";
import type { Prize } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useLayoutEffect, useRef, useState } from "react";
import type { Act } from "../draw/act";
import { LANDING_MS } from "../draw/ceremony";
import { Draw, shortened } from "../draw/draw";
import { CategoryIcon } from "../prize-list/icons";
import { beats, PLACES, placesOf, restOf } from "./grid";

const BEAT_MS = 110;
/** The light stands still for a moment before the result is told. */
const STANDS_MS = 300;

type Places = readonly (Prize | null)[];

/** Which place is lit; null: none, as where nothing was played: a light that stays on a prize would promise it. */
function useLight(places: Places, { motion, played }: Act): number | null {
  const [lit, setLit] = useState<number | null>(null);
  const last = useRef({ lit: 0, places });
  last.current.places = places;
  useLayoutEffect(() => {
    const known = last.current;
    const to = (place: number): void => {
      known.lit = place % PLACES;
      setLit(known.lit);
    };
    if (motion === "asking") {
      to(known.lit);
      const running = setInterval(() => to(known.lit + 1), BEAT_MS);
      return () => clearInterval(running);
    }
    const rest = played && restOf(known.places, played.prize?.id ?? null);
    if (motion === "landing" && rest !== null) {
      const moves = beats(known.lit, rest, LANDING_MS - STANDS_MS).map((at) =>
        setTimeout(() => to(known.lit + 1), at),
      );
      return () => moves.forEach(clearTimeout);
    }
    if (rest === null) setLit(null);
    else to(rest);
    return undefined;
  }, [motion, played]);
  return lit;
}

function Ring({ places, act }: { readonly places: Places; readonly act: Act }) {
  const lit = useLight(places, act);
  return (
    <div className="lg-nine-grid__ring">
      {places.map((prize, at) => (
        <div
          key={at}
          className={`lg-nine-grid__place${prize?.wins ? " is-prize" : ""}${at === lit ? " is-lit" : ""}`}
        >
          {prize?.wins ? <CategoryIcon category={prize.category} /> : <i />}
          {prize ? shortened(prize.title, 14, 30) : null}
        </div>
      ))}
    </div>
  );
}

export default function NineGrid({ id, props }: WidgetProps<NineGridProps>) {
  const places = placesOf(useKit().facts.plays[props.play]?.prizes ?? []);
  return (
    <Draw
      id={id}
      type="nine-grid"
      props={props}
      knob
      holds={({ prize }) => restOf(places, prize?.id ?? null) !== null}
      picture={(act) => <Ring places={places} act={act} />}
    />
  );
}
