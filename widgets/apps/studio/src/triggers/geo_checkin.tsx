/** `geo.checkin`: the client is near a place, as his phone tells it when he presses. */
import type { TriggerGeoCheckin } from "@largesse/contracts/documents";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk";
import { FigureField } from "../FigureField";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { Heading } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { TextPair } from "../settings/fields";
import { useWords } from "../words";
import { freshPlace, Opening, PLACES_MAX } from "./on_the_spot";
import type { TriggerKind, TriggerProps } from "./trigger";

const DIGITS = 6;
const E6 = 1_000_000;
const [LEAST_M, MOST_M] = [50, 5000];

type Place = TriggerGeoCheckin["places"][number];

const fresh = (): Place => ({
  id: freshPlace(),
  title: { "zh-CN": "新签到点", en: "New place" },
  latitude_e6: 31_230_400,
  longitude_e6: 121_473_700,
  radius_m: 200,
});

function Editor({ on, put }: TriggerProps<TriggerGeoCheckin>) {
  const { t, of } = useWords();
  return (
    <>
      <p className={styles.lead}>{t("trigger.geo.checkin.note")}</p>
      <Heading title={t("trigger.places")} lead={t("trigger.geo.checkin.places.lead")} />
      <Rows
        label={t("trigger.places")}
        part="places"
        rows={on.places}
        put={(places) => put({ ...on, places })}
        name={(place) => of(place.title)}
        min={1}
        max={PLACES_MAX}
        boxed={false}
        add={{ says: t("trigger.places.add"), row: fresh }}
      >
        {(place, write) => <Area place={place} write={write} />}
      </Rows>
      <Opening on={on} put={put} />
    </>
  );
}

function Area({ place, write }: { place: Place; write: (place: Place) => void }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const field = (part: "latitude_e6" | "longitude_e6", most: number) => (
    <At part={part}>
      <FigureField
        label={t(`trigger.geo.checkin.${part}`)}
        value={place[part]}
        digits={DIGITS}
        min={-most * E6}
        max={most * E6}
        say={t}
        readOnly={!editable}
        onChange={(next) => next !== null && write({ ...place, [part]: next })}
      />
    </At>
  );
  return (
    <>
      <At part="title">
        <TextPair
          label={t("trigger.places.name")}
          required
          value={place.title}
          onChange={(title) => title && write({ ...place, title })}
        />
      </At>
      <div className={styles.fields} style={{ marginTop: 0, alignItems: "end" }}>
        {field("latitude_e6", 90)}
        {field("longitude_e6", 180)}
        <Count
          label={t("trigger.geo.checkin.radius")}
          part="radius_m"
          min={LEAST_M}
          max={MOST_M}
          value={place.radius_m}
          put={(radius_m) => write({ ...place, radius_m })}
        />
        {editable && <Here found={(point) => write({ ...place, ...point })} />}
      </div>
    </>
  );
}

/** Take the point where one stands: a map of mainland China shows it some hundred metres off. */
function Here({ found }: { found: (point: Pick<Place, "latitude_e6" | "longitude_e6">) => void }) {
  const { t } = useWords();
  const [lost, setLost] = useState(false);
  const ask = () =>
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        setLost(false);
        found({
          latitude_e6: Math.round(coords.latitude * E6),
          longitude_e6: Math.round(coords.longitude * E6),
        });
      },
      () => setLost(true),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  return (
    <Button variant="default" title={lost ? t("trigger.geo.checkin.lost") : undefined} onClick={ask}>
      {t(lost ? "trigger.geo.checkin.lost" : "trigger.geo.checkin.here")}
    </Button>
  );
}

export const geoCheckin: TriggerKind<TriggerGeoCheckin> = {
  name: "geo.checkin",
  blank: () => ({ kind: "geo.checkin", places: [fresh()] }),
  Editor,
};
