/** `scan`: the client scans the code of a place: a poster's, which stays, or a screen's, which changes each minute. */
import type { TriggerScan } from "@largesse/contracts/documents";
import { instantIn, shownIn } from "@largesse/kernel";
import { Button, Switch } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { At } from "../parts/At";
import { having } from "../parts/having";
import { Heading } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { Moment, TextPair } from "../settings/fields";
import { useWords } from "../words";
import type { TriggerKind, TriggerProps } from "./trigger";

const PLACES_MAX = 20;
const HOURS_MS = 3 * 3_600_000;

type Place = TriggerScan["places"][number];

/** An id that no place had before, so that no code that was handed out before is this one's. */
const fresh = (): string => {
  const bytes = [...crypto.getRandomValues(new Uint8Array(4))];
  return `place-${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
};

function Editor({ on, put }: TriggerProps<TriggerScan>) {
  const { t, of } = useWords();
  const { editable } = useDesk();
  const { places } = on;
  return (
    <>
      <p className={styles.lead}>{t("trigger.scan.note")}</p>
      <Heading title={t("trigger.scan.places")} lead={t("trigger.scan.places.lead")} />
      <Rows
        label={t("trigger.scan.places")}
        part="places"
        rows={places}
        put={(rows) => put({ ...on, places: rows })}
        name={(place) => of(place.title)}
        min={1}
        max={PLACES_MAX}
        boxed={false}
        add={{
          says: t("trigger.scan.add"),
          row: (): Place => ({
            id: fresh(),
            title: { "zh-CN": "新签到点", en: "New place" },
            rotates: true,
          }),
        }}
      >
        {(place, write) => (
          <>
            <At part="title">
              <TextPair
                label={t("trigger.scan.place")}
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
      <Heading title={t("trigger.scan.open")} lead={t("trigger.scan.open.lead")} />
      <Open on={on} put={put} />
    </>
  );
}

/** When codes are taken, where that is not the whole activity. */
function Open({ on, put }: TriggerProps<TriggerScan>) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { start, tz } = useDocument((document) => document.window);
  const { open } = on;
  if (!open) {
    const from = Date.parse(start);
    const span = { from: instantIn(shownIn(from, tz), tz), to: instantIn(shownIn(from + HOURS_MS, tz), tz) };
    return editable ? (
      <Button mt="xs" size="compact-sm" variant="default" onClick={() => put({ ...on, open: span })}>
        {t("trigger.scan.open.set")}
      </Button>
    ) : null;
  }
  return (
    <At part="open">
      <div className={styles.fields} style={{ marginTop: 0, alignItems: "end" }}>
        <At part="from">
          <Moment
            label={t("trigger.from")}
            at={open.from}
            onChange={(from) => put({ ...on, open: { ...open, from } })}
          />
        </At>
        <At part="to">
          <Moment
            label={t("trigger.to")}
            at={open.to}
            onChange={(to) => put({ ...on, open: { ...open, to } })}
          />
        </At>
        {editable && (
          <Button variant="default" onClick={() => put(having(on, "open", undefined))}>
            {t("trigger.scan.open.whole")}
          </Button>
        )}
      </div>
    </At>
  );
}

export const scan: TriggerKind<TriggerScan> = {
  name: "scan",
  blank: () => ({
    kind: "scan",
    places: [{ id: fresh(), title: { "zh-CN": "签到台", en: "Front desk" }, rotates: true }],
  }),
  Editor,
};
