/** How the studio edits what starts a play: the client, at any time, in announced moments or on the spot, an event of
 * another system, a state that reaches a value, or the clock. */
import type { Play } from "@largesse/contracts/documents";
import { Select, Text } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";
import { eventIn } from "./event_in";
import { geoCheckin } from "./geo_checkin";
import { milestone } from "./milestone";
import { scan } from "./scan";
import { scheduleAt } from "./schedule_at";
import { scheduleClientDate } from "./schedule_client_date";
import { scheduleCron } from "./schedule_cron";
import { schedulePayday } from "./schedule_payday";
import type { On, TriggerKind } from "./trigger";
import { userAct } from "./user_act";
import { userEnter } from "./user_enter";

export { HELPED, JOINED, peerAct } from "./peer_act";

export const TRIGGERS: readonly TriggerKind[] = [
  userAct,
  userEnter,
  scan,
  geoCheckin,
  eventIn,
  milestone,
  scheduleAt,
  scheduleCron,
  scheduleClientDate,
  schedulePayday,
];

/** The trigger that a new play begins with. */
export const firstTrigger = (): On => userAct.blank("");

/** What starts the play, and when; one that the studio does not know is kept as it is. */
export function Starting({ play, put }: { play: Play; put: (on: On) => void }) {
  const { t } = useWords();
  const { editable, now } = useDesk();
  const kind = TRIGGERS.find(({ name }) => name === play.on.kind);
  if (play.share) return null; // its friends start it, see the part about sharing
  const known = TRIGGERS.map(({ name }) => ({ value: name as string, label: t(`trigger.${name}`) }));
  const choose = (name: string | null) => {
    const next = TRIGGERS.find((one) => one.name === name);
    if (next && next !== kind) put(next.blank(now().window.start));
  };
  return (
    <At part="on">
      <Select
        label={t("trigger.label")}
        readOnly={!editable}
        allowDeselect={false}
        maxDropdownHeight={420}
        value={play.on.kind}
        data={kind ? known : [...known, { value: play.on.kind, label: play.on.kind }]}
        renderOption={({ option }) => (
          <div className={styles.option}>
            {option.label}
            <small>{t(`trigger.${option.value}.lead`)}</small>
          </div>
        )}
        onChange={choose}
      />
      {kind ? (
        kind.Editor && <kind.Editor on={play.on} put={put} />
      ) : (
        <Text size="sm">{t("trigger.kept")}</Text>
      )}
    </At>
  );
}
