/** `quorum`: so many friends in time; then whoever shared and each friend get their outcome. */
import type { DecideQuorum } from "@largesse/contracts/documents";
import { Switch } from "@mantine/core";
import { useDesk } from "../desk";
import { sharing } from "../effects/points";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { having } from "../parts/having";
import { Fallback, Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { CountsOnce } from "../settings/CountsOnce";
import { useWords } from "../words";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, mainOf, newOutcome, plain } from "./outcomes";

const HOURS_MAX = 2160;

const TOTAL_MAX = 100_000_000;

/** A packet that the team shares: each outcome gives a part of it. */
function PacketEditor({ decide, put }: Omit<EditorProps<DecideQuorum>, "play">) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { packet } = decide;
  const turn = (on: boolean): void => {
    const each = decide.each ?? (on ? newOutcome(decide) : undefined);
    put({
      ...having(decide, "packet", on ? { total: 888, least: 8 } : undefined),
      leader: sharing(decide.leader, on),
      ...(each ? { each: sharing(each, on) } : {}),
    });
  };
  return (
    <At part="packet">
      <Switch
        mt="md"
        label={t("quorum.packet")}
        description={t("quorum.packet.lead", { parts: decide.n + 1 })}
        disabled={!editable}
        checked={packet !== undefined}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {packet && (
        <div className={styles.fields}>
          <Count
            label={t("quorum.packet.total")}
            part="total"
            min={2}
            max={TOTAL_MAX}
            value={packet.total}
            put={(total) => put({ ...decide, packet: { ...packet, total } })}
          />
          <Count
            label={t("quorum.packet.least")}
            part="least"
            min={1}
            max={TOTAL_MAX / 2}
            value={packet.least}
            put={(least) => put({ ...decide, packet: { ...packet, least } })}
          />
        </div>
      )}
    </At>
  );
}

function Editor({ decide, put }: EditorProps<DecideQuorum>) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <>
      <div className={styles.fields}>
        <Count
          label={t("quorum.n")}
          part="n"
          min={1}
          max={200}
          value={decide.n}
          put={(n) => put({ ...decide, n })}
        />
        <Count
          label={t("friends.within")}
          part="within_hours"
          min={1}
          max={HOURS_MAX}
          value={decide.within_hours}
          put={(hours) => put({ ...decide, within_hours: hours })}
        />
        <CountsOnce value={decide.distinct_by} put={(by) => put({ ...decide, distinct_by: by })} />
      </div>
      <PacketEditor decide={decide} put={put} />
      <Heading title={t("quorum.leader")} lead={t("quorum.lead")} />
      <At part="leader">
        <OutcomeEditor outcome={decide.leader} put={(leader) => put({ ...decide, leader })} />
      </At>
      <At part="each">
        <Switch
          mt="md"
          label={t("quorum.each")}
          description={t("quorum.each.lead")}
          disabled={!editable}
          checked={decide.each !== undefined}
          onChange={(event) =>
            put(having(decide, "each", event.currentTarget.checked ? newOutcome(decide) : undefined))
          }
        />
        {decide.each && (
          <div style={{ marginTop: 10 }}>
            <OutcomeEditor outcome={decide.each} put={(each) => put({ ...decide, each })} />
          </div>
        )}
      </At>
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </>
  );
}

export const quorum: Operator<DecideQuorum> = {
  op: "quorum",
  byChance: false,
  bounded: true,
  friends: true,
  begin: (from) => {
    const leader = mainOf(from);
    const each = from.outcomes.find((one) => one.id !== leader.id && one.effects.length > 0);
    return {
      op: "quorum",
      n: 3,
      within_hours: 24,
      distinct_by: "client",
      leader,
      ...(each ? { each: plain(each) } : {}),
      ...fallbackOf(from),
    };
  },
  Editor,
};
