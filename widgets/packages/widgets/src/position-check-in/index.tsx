import type { PositionCheckInProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useEffect, useState } from "react";
import { Frame, Go } from "../standing/parts";
import { mayGo, tell, useStanding } from "../standing/standing";

const TYPE = "position-check-in";
const LATE_MS = 15_000;
/** Whoever does not answer the phone's question is not waited for any longer. */
const SILENT_MS = 45_000;
const REFUSED = 1;

type Found = readonly string[] | "denied" | "unknown";

/** Where the phone is now and how far that may be wrong, or why it does not say. */
const position = (): Promise<Found> =>
  new Promise((tell) => {
    setTimeout(tell, SILENT_MS, "unknown");
    if (!navigator.geolocation) return tell("unknown");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => tell([coords.latitude, coords.longitude, Math.ceil(coords.accuracy)].map(String)),
      ({ code }) => tell(code === REFUSED ? "denied" : "unknown"),
      { enableHighAccuracy: true, timeout: LATE_MS, maximumAge: 0 },
    );
  });

/** Being there, by the phone's position: said what for, asked for when pressed, and not kept by anybody. */
export default function PositionCheckIn({ id, props }: WidgetProps<PositionCheckInProps>) {
  const kit = useKit();
  const { say } = kit;
  const at = useStanding(TYPE, props.play);
  const [why, setWhy] = useState<"" | "early" | "asking" | "denied" | "unknown">("");
  const over = at.took !== null || !mayGo(kit, props.play);
  const still = kit.editing || kit.sample !== undefined || kit.facts.phase === "preview";
  const { who } = kit.live;
  const go = async (): Promise<void> => {
    if (who === "waiting" && !still) return setWhy("early");
    const asks = who === "client" && !still;
    setWhy(asks ? "asking" : "");
    if (!asks) return tell(kit, props.play, await at.take());
    const found = await position();
    if (typeof found === "string") return setWhy(found);
    setWhy("");
    return tell(kit, props.play, await at.take({ "geo.position": found }));
  };
  // Pressed before it was known who it is: a visitor's phone is not asked where it is.
  useEffect(() => {
    if (why === "early" && who !== "waiting") void go();
  });
  const lost = why === "denied" || why === "unknown";
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      {over ? null : (
        <p className="lg-position-check-in__why" role={lost ? "alert" : undefined}>
          {say(`widgets.position-check-in.${lost ? why : "why"}`)}
        </p>
      )}
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        stop={why === "asking" || why === "early" ? say("widgets.position-check-in.asking") : undefined}
        done={at.took ? say("widgets.position-check-in.done") : ""}
        press={() => void go()}
      />
      {lost ? (
        <button type="button" className="lg-plain" onClick={() => kit.open({ to: "adviser" })}>
          {say("widgets.position-check-in.adviser")}
        </button>
      ) : null}
    </Frame>
  );
}
