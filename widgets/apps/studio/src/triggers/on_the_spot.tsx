/** What is done on the spot has places, and may have a time of its own. */
import type { TriggerScanOpen } from "@largesse/contracts/documents";
import { instantIn, shownIn } from "@largesse/kernel";
import { Button } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { At } from "../parts/At";
import { having } from "../parts/having";
import { Heading } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Moment } from "../settings/fields";
import { useWords } from "../words";

export const PLACES_MAX = 20;
const HOURS_MS = 3 * 3_600_000;

/** An id that no place had before, so that no code that was handed out before is this one's. */
export function freshPlace(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(4))];
  return `place-${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

interface OpeningProps<T> {
  on: T;
  put: (on: T) => void;
}

/** When clients are taken, where that is not the whole activity. */
export function Opening<T extends { open?: TriggerScanOpen }>({ on, put }: OpeningProps<T>) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { start, tz } = useDocument((document) => document.window);
  const { open } = on;
  const set = () => {
    const from = Date.parse(start);
    const span = { from: instantIn(shownIn(from, tz), tz), to: instantIn(shownIn(from + HOURS_MS, tz), tz) };
    put({ ...on, open: span });
  };
  return (
    <>
      <Heading title={t("trigger.open")} lead={t("trigger.open.lead")} />
      {open ? (
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
                {t("trigger.open.whole")}
              </Button>
            )}
          </div>
        </At>
      ) : (
        editable && (
          <Button mt="xs" size="compact-sm" variant="default" onClick={set}>
            {t("trigger.open.set")}
          </Button>
        )
      )}
    </>
  );
}
