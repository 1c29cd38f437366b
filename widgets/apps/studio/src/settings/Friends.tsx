/** Friends: whether a play is shared, for how long a friend is bound, what of him counts and what he adds. */
import type { Play, PlayAdds, PlayShare } from "@largesse/contracts/documents";
import { Select, Switch } from "@mantine/core";
import { useDesk } from "../desk";
import { operatorBy } from "../operators";
import { At } from "../parts/At";
import { Count, CountOrNone } from "../parts/Count";
import { having } from "../parts/having";
import { StateChoice } from "../parts/Named";
import { Heading } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { useWords } from "../words";
import { CountsOnce } from "./CountsOnce";
import { ACTS, actOf, amongFriends, beginAdding, countingAct } from "./sharing";

const HOURS_MAX = 2160;
const FRIENDS_MAX = 200;

interface FriendsProps {
  play: Play;
  at: number;
  put: (play: Play) => void;
}

export function Friends({ play, at, put }: FriendsProps) {
  const { t } = useWords();
  const { edit, editable } = useDesk();
  const counted = operatorBy(play.decide.op).friends === true;
  const { share } = play;
  const turn = (on: boolean) => {
    if (on) edit((d) => beginAdding(d, at));
    else put(amongFriends(play, false));
  };
  return (
    <>
      <Switch
        mt="sm"
        label={t("friends.has")}
        description={t(counted ? "friends.counted" : "friends.lead")}
        disabled={!editable || counted}
        checked={share !== undefined}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {share && (
        <At part="share">
          <Shared share={share} play={play} counted={counted} put={put} />
        </At>
      )}
    </>
  );
}

interface SharedProps {
  share: PlayShare;
  play: Play;
  counted: boolean;
  put: (play: Play) => void;
}

function Shared({ share, play, counted, put }: SharedProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const change = (next: PlayShare) => put({ ...play, share: next });
  return (
    <>
      <div className={styles.fields}>
        <Select
          label={t("friends.act")}
          readOnly={!editable}
          allowDeselect={false}
          value={actOf(play)}
          data={ACTS.map((act) => ({ value: act, label: t(`friends.act.${act}`) }))}
          onChange={(act) => act && put(countingAct(play, act))}
        />
        <Count
          label={t("friends.window")}
          part="window_hours"
          min={1}
          max={HOURS_MAX}
          value={share.window_hours}
          put={(hours) => change({ ...share, window_hours: hours })}
        />
        {counted && (
          <Count
            label={t("friends.teams")}
            part="teams"
            min={1}
            max={100}
            value={share.teams ?? 1}
            put={(teams) => change({ ...share, teams })}
          />
        )}
      </div>
      <p className={styles.lead}>{t("friends.fair")}</p>
      {share.adds && (
        <At part="adds">
          <Adds adds={share.adds} put={(adds) => change({ ...share, adds })} />
        </At>
      )}
    </>
  );
}

function Adds({ adds, put }: { adds: PlayAdds; put: (adds: PlayAdds) => void }) {
  const { t } = useWords();
  const sum = adds.amounts.reduce((all, one) => all + one, 0);
  return (
    <>
      <Heading title={t("friends.adds")} lead={t("friends.adds.lead")} />
      <div className={styles.fields}>
        <StateChoice label={t("friends.state")} value={adds.state} put={(state) => put({ ...adds, state })} />
        <CountOrNone
          label={t("friends.within")}
          empty={t("friends.to_the_end")}
          part="within_hours"
          min={1}
          max={HOURS_MAX}
          value={adds.within_hours}
          put={(hours) => put(having(adds, "within_hours", hours))}
        />
        <CountsOnce value={adds.distinct_by ?? "client"} put={(by) => put({ ...adds, distinct_by: by })} />
      </div>
      <Rows
        label={t("friends.adds")}
        part="amounts"
        rows={adds.amounts}
        put={(amounts) => put({ ...adds, amounts })}
        name={(_, at) => t("friends.nth", { place: at + 1 })}
        min={1}
        max={FRIENDS_MAX}
        boxed={false}
        add={{ says: t("friends.add"), row: () => adds.amounts.at(-1) ?? 1 }}
      >
        {(amount, write, at) => (
          <div className={styles.fields} style={{ marginTop: 0 }}>
            <Count label={t("friends.nth", { place: at + 1 })} min={1} value={amount} put={write} />
          </div>
        )}
      </Rows>
      <p className={styles.sum} aria-live="polite">
        {t("friends.sum", { people: adds.amounts.length, sum: sum.toLocaleString() })}
      </p>
    </>
  );
}
