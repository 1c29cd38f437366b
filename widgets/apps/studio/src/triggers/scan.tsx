/** `scan`: the client scans the code of a place: a poster's, which stays, or a screen's, which changes each minute. */
import type { TriggerScan } from "@largesse/contracts/documents";
import { Switch } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Heading } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { TextPair } from "../settings/fields";
import { useWords } from "../words";
import { freshPlace, Opening, PLACES_MAX } from "./on_the_spot";
import type { TriggerKind, TriggerProps } from "./trigger";

type Place = TriggerScan["places"][number];

function Editor({ on, put }: TriggerProps<TriggerScan>) {
  const { t, of } = useWords();
  const { editable } = useDesk();
  const { places } = on;
  return (
    <>
      <p className={styles.lead}>{t("trigger.scan.note")}</p>
      <Heading title={t("trigger.places")} lead={t("trigger.scan.places.lead")} />
      <Rows
        label={t("trigger.places")}
        part="places"
        rows={places}
        put={(rows) => put({ ...on, places: rows })}
        name={(place) => of(place.title)}
        min={1}
        max={PLACES_MAX}
        boxed={false}
        add={{
          says: t("trigger.places.add"),
          row: (): Place => ({
            id: freshPlace(),
            title: { "zh-CN": "新签到点", en: "New place" },
            rotates: true,
          }),
        }}
      >
        {(place, write) => (
          <>
            <At part="title">
              <TextPair
                label={t("trigger.places.name")}
                required
                value={place.title}
                onChange={(title) => title && write({ ...place, title })}
              />
            </At>
            <At part="rotates">
              <Switch
                mt="xs"
                label={t("trigger.scan.rotates")}
                description={t(`trigger.scan.${place.rotates ? "rotates" : "stays"}.lead`)}
                disabled={!editable}
                checked={place.rotates}
                onChange={(event) => write({ ...place, rotates: event.currentTarget.checked })}
              />
            </At>
          </>
        )}
      </Rows>
      <Opening on={on} put={put} />
    </>
  );
}

export const scan: TriggerKind<TriggerScan> = {
  name: "scan",
  blank: () => ({
    kind: "scan",
    places: [{ id: freshPlace(), title: { "zh-CN": "签到台", en: "Front desk" }, rotates: true }],
  }),
  Editor,
};
