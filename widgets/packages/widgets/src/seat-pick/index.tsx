import type { SeatPickProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useState } from "react";
import { Frame, Go } from "../standing/parts";
import { type Standing, tell, useStanding } from "../standing/standing";

const TYPE = "seat-pick";

interface MapProps {
  readonly at: Standing;
  readonly columns: string;
  readonly chosen: string;
  readonly choose: (seat: string) => void;
}

function Seats({ at, columns, chosen, choose }: MapProps) {
  const { say } = useKit();
  return (
    <ul className={`lg-seat-pick__seats is-${columns}`}>
      {at.of?.things.map(({ id, title, had, left }) => {
        const look = had > 0 ? "mine" : left === 0 ? "taken" : id === chosen ? "chosen" : "free";
        return (
          <li key={id}>
            <button
              type="button"
              className={`is-${look}`}
              aria-pressed={look === "chosen"}
              disabled={look === "mine" || look === "taken"}
              onClick={() => choose(id)}
            >
              {title}
              <span className="lg-unseen"> {say(`widgets.seat-pick.${look}`)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** A map of seats: one that is free is chosen, and is the client's once the server says so. */
export default function SeatPick({ id, props }: WidgetProps<SeatPickProps>) {
  const kit = useKit();
  const { say, pick } = kit;
  const at = useStanding(TYPE, props.play);
  const [wanted, setWanted] = useState("");
  const seats = at.of?.things ?? [];
  const chosen = seats.find((one) => one.id === wanted && one.left !== 0 && one.had === 0);
  const mine = seats.filter((one) => one.had > 0).map((one) => one.title);
  const full = at.of !== undefined && seats.every((one) => one.left === 0);
  const take = async (): Promise<void> => tell(kit, props.play, await at.take({ place: [wanted] }));
  const stop = full ? say("widgets.seat-pick.full") : chosen ? undefined : say("widgets.seat-pick.choose");
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      <p className="lg-seat-pick__stage">{pick(props.stage) || say("widgets.seat-pick.stage")}</p>
      <Seats at={at} columns={props.columns ?? "6"} chosen={chosen?.id ?? ""} choose={setWanted} />
      <ul className="lg-seat-pick__key" aria-hidden="true">
        {["free", "chosen", "taken", "mine"].map((look) => (
          <li key={look}>
            <i className={`is-${look}`} />
            {say(`widgets.seat-pick.${look}`)}
          </li>
        ))}
      </ul>
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        stop={at.of ? stop : undefined}
        done={
          mine.length > 0
            ? say("widgets.seat-pick.yours", { seat: mine.join(", ") })
            : chosen
              ? say("widgets.seat-pick.picked", { seat: chosen.title })
              : ""
        }
        press={() => void take()}
      />
    </Frame>
  );
}
