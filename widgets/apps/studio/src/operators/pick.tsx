/** `pick`: the client picks a place that nobody else has; rows of places are made at once. */
import type { DecidePick } from "@largesse/contracts/documents";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import { Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { TextPair } from "../settings/fields";
import { free } from "../settings/names";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";
import { mainOf, unnumbered } from "./outcomes";
import { inRows, PLACES_MAX, ROWS_MAX } from "./places";

function Editor({ decide, put }: EditorProps<DecidePick>) {
  const { t, of } = useWords();
  const { editable } = useDesk();
  const { places } = decide;
  const units = places.reduce((sum, place) => sum + (place.n ?? 1), 0);
  const id = () =>
    free(
      places.map((place) => place.id),
      "place-",
    );
  return (
    <>
      <Heading title={t("pick.places")} lead={t("pick.lead")} />
      {editable && <InRows make={(rows) => put({ ...decide, places: inRows(places, rows) })} />}
      <Rows
        label={t("pick.places")}
        part="places"
        rows={places}
        put={(next) => put({ ...decide, places: next })}
        name={(place) => of(place.title)}
        min={1}
        max={PLACES_MAX}
        boxed={false}
        add={{
          says: t("pick.add"),
          row: () => ({ id: id(), title: { "zh-CN": "新位置", en: "New place" } }),
        }}
      >
        {(place, write) => (
          <div className={styles.place}>
            <At part="title">
              <TextPair
                label={t("pick.place")}
                required
                value={place.title}
                onChange={(title) => title && write({ ...place, title })}
              />
            </At>
            <Count
              label={t("pick.n")}
              part="n"
              min={1}
              max={100_000}
              value={place.n ?? 1}
              put={(n) => write(having(place, "n", n === 1 ? undefined : n))}
            />
          </div>
        )}
      </Rows>
      <p className={styles.sum} aria-live="polite">
        {t("pick.sum", { places: places.length, units: units.toLocaleString() })}
      </p>
      <Heading title={t("pick.gets")} />
      <At part="outcome">
        <OutcomeEditor
          outcome={decide.outcome}
          numbered={false}
          put={(outcome) => put({ ...decide, outcome })}
        />
      </At>
    </>
  );
}

function InRows({ make }: { make: (rows: { rows: number; each: number; n: number }) => void }) {
  const { t } = useWords();
  const [rows, setRows] = useState(2);
  const [each, setEach] = useState(12);
  const [n, setN] = useState(1);
  return (
    <div className={styles.fields} style={{ alignItems: "end" }}>
      <Count label={t("pick.rows")} min={1} max={ROWS_MAX} value={rows} put={setRows} />
      <Count label={t("pick.each")} min={1} max={PLACES_MAX} value={each} put={setEach} />
      <Count label={t("pick.rows.n")} min={1} max={100_000} value={n} put={setN} />
      <Button variant="default" onClick={() => make({ rows, each, n })}>
        {t("pick.make")}
      </Button>
    </div>
  );
}

export const pick: Operator<DecidePick> = {
  op: "pick",
  byChance: false,
  begin: (from) => ({
    op: "pick",
    places: inRows([], { rows: 1, each: 4, n: 1 }),
    outcome: unnumbered(mainOf(from)),
  }),
  placed: ({ places, outcome }) => [
    { ...outcome, stock: places.reduce((sum, place) => sum + (place.n ?? 1), 0) },
  ],
  Editor,
};
