/** One's own decision: approve, or send back to the maker or an earlier step; bound to the hash that was shown. */
import { Button, Group, Select, Textarea } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { useState } from "react";
import { useAskHere } from "../../../api/ask";
import type { ApprovalShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import type { ApprovalCase } from "../../../parts/approvals";
import { AskConfirm } from "../../../parts/askConfirm";
import { Act, Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { Arrange } from "./Arrange";

interface DecisionProps {
  approval: ApprovalShown;
  /** How the subject's room decides it, where this console knows the room. */
  known: ApprovalCase | undefined;
  again: () => void;
}

/** Whether the reader decides on it, if only to send it back. */
export const decides = ({ actions }: ApprovalShown): boolean =>
  actions.includes("approve") || actions.includes("return");

export function Decision({ approval, known, again }: DecisionProps) {
  const { t } = useWords();
  if (!decides(approval) || !known)
    return (
      <div className={styles.card}>
        <Status of={approval.state} />
        <p className={styles.muted} style={{ margin: "8px 0 0" }}>
          {approval.state === "pending" ? t("approvals.notMine") : t("approvals.decided")}
        </p>
        {approval.actions.includes("withdraw") && known && (
          <div style={{ marginTop: 14 }}>
            {/* Whoever put it before the signers may take it back while it waits. */}
            <AskConfirm
              label={t("approvals.withdraw")}
              says={t("approvals.withdraw.says", { title: approval.title })}
              document={known.withdraw}
              ask={known.subject(approval.subject)}
              said={t("state.withdrawn")}
              done={again}
            />
          </div>
        )}
      </div>
    );
  return <Deciding approval={approval} known={known} again={again} />;
}

function Deciding({ approval, known, again }: DecisionProps & { known: ApprovalCase }) {
  const { t } = useWords();
  const [opinion, setOpinion] = useSessionStorage({ key: `lg.opinion.${approval.id}`, defaultValue: "" });
  const [to, setTo] = useState<string | null>("0");
  const approve = useAskHere(known.approve);
  const back = useAskHere(known.back);
  const current = approval.steps.find((step) => step.state === "current");
  const refusal = approve.refusal ?? back.refusal;
  const decide = async (which: typeof approve, said: string, more: object) => {
    const { contentHash } = approval;
    const ask = { ...known.subject(approval.subject), contentHash, opinion, ...more };
    const answer = await which.run({ ask }, said);
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
      {known.steps && earlier.length > 0 && (
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
        {approval.actions.includes("approve") && (
          <Act loading={approve.busy} onClick={() => void decide(approve, t("decision.approved"), {})}>
            {t("decision.approve")}
          </Act>
        )}
        {approval.actions.includes("return") && (
          <Button
            variant="default"
            disabled={!opinion.trim()}
            loading={back.busy}
            onClick={() =>
              void decide(
                back,
                t("decision.returned"),
                known.steps ? { returnTo: to && to !== "0" ? Number(to) : null } : {},
              )
            }
          >
            {t("decision.return")}
          </Button>
        )}
      </Group>
      <p className={styles.muted} style={{ fontSize: 12, margin: "10px 0 0" }}>
        {t("decision.bound")}
      </p>
      <Arrange approval={approval} again={again} />
    </div>
  );
}
