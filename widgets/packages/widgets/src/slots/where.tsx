/** Where and when: city, place, nearest first when asked, days and times, seats. Loaded when somebody chooses. */
import { useKit, useOwn } from "@largesse/kit";
import { useState } from "react";
import { Calendar } from "./calendar";
import { Choice, Nothing } from "./parts";
import type { Place, WhereProps } from "./types";

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const LATE_MS = 12_000;

/** To a hundred metres: which place is nearer needs no more. */
const rough = (degrees: number): number => Math.round(degrees * 1000) / 1000;

/** Where the device is; null: it says nothing, whether it was refused, switched off or never answered. */
function position(): Promise<Point | null> {
  return new Promise((tell) => {
    setTimeout(tell, LATE_MS, null);
    if (!navigator.geolocation) return tell(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => tell({ latitude: rough(coords.latitude), longitude: rough(coords.longitude) }),
      () => tell(null),
      { timeout: LATE_MS - 2000, maximumAge: 600_000 },
    );
  });
}

/** Asks for the position only when it is pressed, and says what for before. */
function Nearest({ found }: { readonly found: (point: Point) => void }) {
  const { say } = useKit();
  const [said, setSaid] = useState("");
  const press = async (): Promise<void> => {
    setSaid("widgets.slots.asking");
    const point = await position();
    setSaid(point ? "widgets.slots.sorted" : "widgets.slots.no_position");
    if (point) found(point);
  };
  return (
    <div className="lg-slots__nearest">
      <button
        type="button"
        className="lg-button lg-button--small lg-button--quiet"
        disabled={said === "widgets.slots.asking"}
        onClick={() => void press()}
      >
        {say("widgets.slots.nearest")}
      </button>
      <small role="status">{say(said || "widgets.slots.why_position")}</small>
    </div>
  );
}

export default function Where({ right, ...of }: WhereProps) {
  const { say } = useKit();
  const [point, setPoint] = useState<Point | null>(null);
  const [city, setCity] = useState("");
  const [chosen, setChosen] = useState("");
  const { state, data, again } = useOwn<{ bookingPlaces: readonly Place[] | null }>("booking-places", {
    right,
    ...point,
  });
  const all = data?.bookingPlaces ?? [];
  const cities = [...new Set(all.map((one) => one.city))];
  const places = all.filter((one) => !cities.includes(city) || one.city === city);
  const shown = places.find(({ id }) => id === chosen) ?? places[0];
  const far = ({ metres }: Place): string =>
    metres === null ? "" : ` · ${say("widgets.slots.km", { n: (metres / 1000).toFixed(1) })}`;
  const found = (here: Point): void => {
    setPoint(here);
    setCity("");
    setChosen("");
  };
  return (
    <>
      {cities.length > 1 ? (
        <Choice
          label={say("widgets.slots.city")}
          shown={cities.includes(city) ? city : ""}
          options={[
            { id: "", name: say("widgets.slots.every_city") },
            ...cities.map((id) => ({ id, name: id })),
          ]}
          pick={setCity}
        />
      ) : null}
      {places.length > 1 ? (
        <Choice
          label={say("widgets.slots.place")}
          shown={shown?.id ?? ""}
          options={places.map((one) => ({ id: one.id, name: one.name + far(one) }))}
          pick={setChosen}
        />
      ) : null}
      {all.length > 1 || point ? <Nearest found={found} /> : null}
      {shown ? (
        <>
          <p className="lg-slots__address">
            {places.length > 1 ? "" : `${shown.name}${far(shown)} · `}
            {shown.address}
          </p>
          <Calendar key={shown.id} right={right} place={shown} {...of} />
        </>
      ) : (
        <Nothing state={state} again={again} none="widgets.slots.none_here" />
      )}
    </>
  );
}
