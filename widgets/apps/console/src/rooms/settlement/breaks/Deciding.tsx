/** How differences are dealt with: a proposal for many, and the second person's yes or no. */
import { Button, Group, Radio, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useAsk, useAskHere } from "../../../api/ask";
import {
  ApproveDisposition,
  ApproveUndo,
  type BreaksRow,
  ProposeDisposition,
  ProposeUndo,
  ReturnDisposition,
  ReturnUndo,
  WithdrawDisposition,
} from "../../../api/documents_gen";
import type { Registered } from "../../../api/registered";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Confirm } from "../../../parts/confirm";
import { Amount } from "../../../parts/figures";
import { Dialog } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";

/** What one ask may hold. */
export const PICKED_MAX = 500;

const WAYS = ["ACCEPT_PROVIDER", "SHORT_PAY", "CARRY_FORWARD"] as const;
type Way = (typeof WAYS)[number];

interface Many {
  breaks: BreaksRow[];
  done: () => void;
}

/** One way and one reason for all that are picked. */
export function Propose({ breaks, done }: Many) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Way>("SHORT_PAY");
  const [reason, setReason] = useState("");
  const { run, busy, refusal } = useAskHere(ProposeDisposition);
  const propose = async () => {
    const answer = await run(
      { ask: { breaks: breaks.map((row) => row.id), kind, reason } },
      t("breaks.proposedNow"),
    );
    if (!answer) return;
    setOpen(false);
    done();
  };
  if (breaks.length === 0) return null;
  return (
    <>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t("breaks.propose", { count: breaks.length })}
      </Button>
      <Dialog title={t("breaks.propose", { count: breaks.length })} open={open} close={() => setOpen(false)}>
        <Stack>
          {breaks.length === PICKED_MAX && <Note tone="warn">{t("breaks.most", { count: PICKED_MAX })}</Note>}
          <Radio.Group value={kind} onChange={(next) => setKind(next as Way)} label={t("breaks.way")}>
            <Stack gap="xs" mt="xs">
              {WAYS.map((way) => (
                <Radio
                  key={way}
                  value={way}
                  label={t(`way.${way.toLowerCase()}`)}
                  description={t(`way.${way.toLowerCase()}.says`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t("reason")}
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {refusal && <Note tone="bad">{refusal.message}</Note>}
          <Button loading={busy} disabled={reason.trim().length < 4} onClick={propose}>
            {t("breaks.send")}
          </Button>
        </Stack>
      </Dialog>
    </>
  );
}

interface Decided {
  ask: { key: string; dispositions: string[]; opinion: string };
}

/** The second person's yes or no to what was proposed for these. */
function useDecision<Data extends object>(
  document: Registered<Data, Decided>,
  breaks: BreaksRow[],
  said: string,
  done: () => void,
) {
  const { t } = useWords();
  const { run } = useAsk(document);
  const dispositions = breaks.flatMap((row) => (row.disposition ? [row.disposition.id] : []));
  return async (opinion: string) => {
    const answer = await run({ ask: { dispositions, opinion } }, t(said));
    if (answer) done();
    return answer;
  };
}

export function DecideMany({ breaks, done }: Many) {
  const { t } = useWords();
  const undoing = breaks.filter((row) => row.actions.includes("undo"));
  const approved = breaks.filter((row) => row.actions.includes("approve"));
  const returned = breaks.filter((row) => row.actions.includes("return"));
  const approve = useDecision(ApproveDisposition, approved, "breaks.approved", done);
  const back = useDecision(ReturnDisposition, returned, "breaks.returned", done);
  return (
    <>
      {approved.length > 0 && (
        <Confirm
          size="xs"
          variant="filled"
          label={t("breaks.approveMany", { count: approved.length })}
          says={<Sums breaks={approved} says="breaks.approve.says" />}
          reason="required"
          onYes={approve}
        />
      )}
      {returned.length > 0 && (
        <Confirm
          size="xs"
          label={t("breaks.returnMany", { count: returned.length })}
          says={<Sums breaks={returned} says="breaks.return.says" />}
          reason="required"
          onYes={back}
        />
      )}
      {undoing.length > 0 && (
        <AskConfirm
          size="xs"
          label={t("breaks.undoMany", { count: undoing.length })}
          says={<Sums breaks={undoing} says="breaks.undo.says" />}
          reason="required"
          least={4}
          document={ProposeUndo}
          ask={{ dispositions: undoing.flatMap((row) => (row.disposition ? [row.disposition.id] : [])) }}
          said={t("breaks.undo.asked")}
          done={done}
        />
      )}
    </>
  );
}

interface Sum {
  name: string;
  count: number;
  pay: number;
  adjust: number;
  currency: string;
}

/** The figures that a yes to all of these signs, way by way. */
export function sumsOf(breaks: BreaksRow[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { disposition, difference } of breaks) {
    if (!disposition) continue;
    const { kind, kindName: name, pay, adjust } = disposition;
    const now = sums.get(kind) ?? { name, count: 0, pay: 0, adjust: 0, currency: difference.currency };
    sums.set(kind, {
      ...now,
      count: now.count + 1,
      pay: now.pay + pay.amountMinor,
      adjust: now.adjust + adjust.amountMinor,
    });
  }
  return [...sums.values()];
}

function Sums({ breaks, says }: { breaks: BreaksRow[]; says: string }) {
  const { t } = useWords();
  return (
    <>
      <p style={{ marginTop: 0 }}>{t(says)}</p>
      <Table label={t("breaks.sums")}>
        <thead>
          <tr>
            <th>{t("breaks.way")}</th>
            <th className={styles.right}>{t("breaks.count")}</th>
            <th className={styles.right}>{t("breaks.pay")}</th>
            <th className={styles.right}>{t("breaks.adjust")}</th>
          </tr>
        </thead>
        <tbody>
          {sumsOf(breaks).map((sum) => (
            <tr key={sum.name}>
              <td>{sum.name}</td>
              <td className={styles.right}>{sum.count}</td>
              <td className={styles.right}>
                <Amount of={{ amountMinor: sum.pay, currency: sum.currency }} />
              </td>
              <td className={styles.right}>
                <Amount of={{ amountMinor: sum.adjust, currency: sum.currency }} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

export function Disposed({ row, done }: { row: BreaksRow; done: () => void }) {
  const { t } = useWords();
  const approve = useDecision(ApproveDisposition, [row], "breaks.approved", done);
  const back = useDecision(ReturnDisposition, [row], "breaks.returned", done);
  const { disposition } = row;
  if (!disposition) return null;
  const approves = row.actions.includes("approve");
  const returns = row.actions.includes("return");
  return (
    <div>
      {disposition.kindName}
      <div className={styles.muted} style={{ fontSize: 12 }}>
        “{disposition.reason}” — {disposition.proposedBy}
        {disposition.decidedBy && ` → ${disposition.decidedBy}`}
      </div>
      {disposition.mine && disposition.state === "proposed" && (
        <div className={styles.alarm} style={{ fontSize: 12 }}>
          {t("breaks.second")}
        </div>
      )}
      {(approves || returns) && (
        <Group gap={6} mt={4}>
          {approves && (
            <Confirm
              size="compact-xs"
              variant="filled"
              label={t("decision.approve")}
              act={t("breaks.approve.act")}
              says={t("breaks.approve.says")}
              reason="required"
              onYes={approve}
            />
          )}
          {returns && (
            <Confirm
              size="compact-xs"
              label={t("decision.return")}
              act={t("breaks.return.act")}
              says={t("breaks.return.says")}
              reason="required"
              onYes={back}
            />
          )}
        </Group>
      )}
      {disposition.undoBy && (
        <div className={styles.alarm} style={{ fontSize: 12 }}>
          {t("breaks.undo.by", { who: disposition.undoBy, why: disposition.undoReason })}
        </div>
      )}
      <WaysBack row={row} done={done} />
    </div>
  );
}

/** One's own proposal is withdrawn; what was approved is undone by two people. */
function WaysBack({ row, done }: { row: BreaksRow; done: () => void }) {
  const { t } = useWords();
  const agree = useDecision(ApproveUndo, [row], "breaks.undone", done);
  const leave = useDecision(ReturnUndo, [row], "breaks.undo.left", done);
  const dispositions = row.disposition ? [row.disposition.id] : [];
  return (
    <Group gap={6} mt={4}>
      {row.actions.includes("withdraw") && (
        <AskConfirm
          size="compact-xs"
          label={t("breaks.withdraw")}
          says={t("breaks.withdraw.says")}
          document={WithdrawDisposition}
          ask={{ dispositions }}
          said={t("breaks.withdrawn")}
          done={done}
        />
      )}
      {row.actions.includes("undo") && (
        <AskConfirm
          size="compact-xs"
          label={t("breaks.undo")}
          says={t("breaks.undo.says")}
          reason="required"
          least={4}
          document={ProposeUndo}
          ask={{ dispositions }}
          said={t("breaks.undo.asked")}
          done={done}
        />
      )}
      {row.actions.includes("approve_undo") && (
        <Confirm
          size="compact-xs"
          variant="filled"
          label={t("breaks.undo.agree")}
          says={t("breaks.undo.agree.says")}
          reason="required"
          onYes={agree}
        />
      )}
      {row.actions.includes("return_undo") && (
        <Confirm
          size="compact-xs"
          label={t("breaks.undo.leave")}
          says={t("breaks.undo.leave.says")}
          reason="required"
          onYes={leave}
        />
      )}
    </Group>
  );
}
