/** One's own decision: approve, or send back to the maker or an earlier step; bound to the hash that was shown. */
import { Button, Group, Select, Textarea } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { useState } from "react";
import { newKey, useAsk } from "../../api/ask";
import {
  ApproveBatch,
  ApproveIssueBatch,
  ApproveRevision,
  ApproveRevocation,
  ReturnBatch,
  ReturnIssueBatch,
  ReturnRevision,
  ReturnRevocation,
} from "../../api/documents_gen";
import { textId } from "../../api/ids";
import type { Registered } from "../../api/registered";
import { useWords } from "../../copy";
import { Act, Note } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Status } from "../../parts/status";
import type { Approved } from "./ApprovalPage";
import { Arrange } from "./Arrange";

// biome-ignore lint/suspicious/noExplicitAny: each subject's room has its own ask
type Mutation = Registered<any, any>;

interface Room {
  approve: Mutation;
  back: Mutation;
  ask: (approval: Approved) => Record<string, unknown>;
  steps: boolean;
}

/** A subject is decided by a use case of its own room. */
const ROOMS: Record<string, Room> = {
  "activities.revision": {
    approve: ApproveRevision,
    back: ReturnRevision,
    ask: (one) => ({ revision: one.subject, contentHash: one.contentHash }),
    steps: true,
  },
  "rights.batch": {
    approve: ApproveIssueBatch,
    back: ReturnIssueBatch,
    ask: (one) => ({ batch: textId("bat", one.subject), contentHash: one.contentHash }),
    steps: false,
  },
  "rights.revocation": {
    approve: ApproveRevocation,
    back: ReturnRevocation,
    ask: (one) => ({ right: textId("ent", one.subject), contentHash: one.contentHash }),
    steps: false,
  },
  "settlement.batch": {
    approve: ApproveBatch,
    back: ReturnBatch,
    ask: (one) => ({ batch: textId("bch", one.subject), contentHash: one.contentHash }),
    steps: false,
  },
};

export function Decision({ approval, again }: { approval: Approved; again: () => void }) {
  const { t } = useWords();
  const room = ROOMS[approval.subjectKind];
  if (!approval.mine || !room)
    return (
      <div className={styles.card}>
        <Status of={approval.state} />
        <p className={styles.muted} style={{ margin: "8px 0 0" }}>
          {approval.state === "pending" ? t("approvals.notMine") : t("approvals.decided")}
        </p>
      </div>
    );
  return <Deciding approval={approval} room={room} again={again} />;
}

function Deciding({ approval, room, again }: { approval: Approved; room: Room; again: () => void }) {
  const { t } = useWords();
  const [opinion, setOpinion] = useSessionStorage({ key: `lg.opinion.${approval.id}`, defaultValue: "" });
  const [to, setTo] = useState<string | null>("0");
  const approve = useAsk(room.approve);
  const back = useAsk(room.back);
  const current = approval.steps.find((step) => step.state === "current");
  const refusal = approve.refusal ?? back.refusal;
  const decide = async (which: typeof approve, said: string, more: object) => {
    const answer = await which.run({ ask: { key: newKey(), ...room.ask(approval), opinion, ...more } }, said);
    if (!answer) return;
    setOpinion("");
    again();
  };
  const earlier = approval.steps.filter((step) => step.number < approval.step);
  return (
    <div className={styles.card}>
      <h2>{t("decision.title", { step: current?.name ?? "" })}</h2>
      <Textarea
        label={t("decision.opinion")}
        required={current?.opinionRequired ?? false}
        autosize
        minRows={3}
        value={opinion}
        onChange={(event) => setOpinion(event.currentTarget.value)}
      />
      {room.steps && earlier.length > 0 && (
        <Select
          mt="sm"
          label={t("decision.returnTo")}
          value={to}
          onChange={setTo}
          data={[
            { value: "0", label: t("decision.maker") },
            ...earlier.map((step) => ({ value: String(step.number), label: step.name })),
          ]}
        />
      )}
      {refusal && (
        <div style={{ marginTop: 12 }}>
          <Note tone="bad">{refusal.message}</Note>
        </div>
      )}
      <Group mt="md" grow>
        <Act loading={approve.busy} onClick={() => void decide(approve, t("decision.approved"), {})}>
          {t("decision.approve")}
        </Act>
        <Button
          variant="default"
          disabled={!opinion.trim()}
          loading={back.busy}
          onClick={() =>
            void decide(
              back,
              t("decision.returned"),
              room.steps ? { returnTo: to && to !== "0" ? Number(to) : null } : {},
            )
          }
        >
          {t("decision.return")}
        </Button>
      </Group>
      <p className={styles.muted} style={{ fontSize: 12, margin: "10px 0 0" }}>
        {t("decision.bound")}
      </p>
      <Arrange approval={approval} again={again} />
    </div>
  );
}
