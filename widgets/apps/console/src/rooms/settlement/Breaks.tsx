/** Differences of a batch: one person proposes a way with a reason, a second person decides. */
import { Button, Checkbox, Group, Modal, Radio, SegmentedControl, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { newKey, useAsk } from "../../api/ask";
import {
  ApproveDisposition,
  type BreaksData,
  Breaks as BreaksDocument,
  ProposeDisposition,
  ReturnDisposition,
} from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { useFilter } from "../../parts/address";
import { Confirm } from "../../parts/confirm";
import { Amount, decimal } from "../../parts/figures";
import { RecordList } from "../../parts/list";
import { Note } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Status } from "../../parts/status";
import { useList } from "../../parts/useList";

type Break = BreaksData["breaks"]["edges"][number]["node"];
const WAYS = ["ACCEPT_PROVIDER", "SHORT_PAY", "CARRY_FORWARD"] as const;
type Way = (typeof WAYS)[number];

export function Breaks({ batch, changed }: { batch: string; changed: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const [state, setState] = useFilter("breaks", "all");
  const [chosen, setChosen] = useState<string[]>([]);
  const list = useList(BreaksDocument, (data) => data.breaks, { batch, state });
  const done = () => {
    setChosen([]);
    list.reading.again();
    changed();
  };
  const open = (row: Break) => row.state === "open" && may("settlement.propose_disposition");
  const pick = (id: string, on: boolean) =>
    setChosen((now) => (on ? [...now, id] : now.filter((one) => one !== id)));
  return (
    <RecordList<Break>
      {...list}
      label={t("place.breaks")}
      filtered={state !== "all"}
      file={{ also: [{ head: "currency", text: (row) => row.difference.currency }] }}
      keyOf={(row) => row.id}
      tools={
        <>
          <Which state={state} choose={setState} />
          {chosen.length > 0 && <Propose breaks={chosen} done={done} />}
        </>
      }
      columns={[
        {
          head: "breaks.pick",
          cell: (row) =>
            open(row) && (
              <Checkbox
                aria-label={t("breaks.pickOne", { ref: row.providerRef || row.orderRef })}
                checked={chosen.includes(row.id)}
                onChange={(event) => pick(row.id, event.currentTarget.checked)}
              />
            ),
        },
        { head: "breaks.code", cell: (row) => <b>{row.codeName}</b>, text: (row) => row.codeName },
        {
          head: "trail.fact.providerRef",
          cell: (row) => <code>{row.providerRef || row.orderRef}</code>,
          text: (row) => row.providerRef || row.orderRef,
        },
        {
          head: "breaks.billed",
          cell: (row) => <Amount of={row.billed} />,
          text: (row) => decimal(row.billed),
          right: true,
        },
        {
          head: "breaks.ours",
          cell: (row) => <Amount of={row.ours} />,
          text: (row) => decimal(row.ours),
          right: true,
        },
        {
          head: "breaks.difference",
          cell: (row) => (
            <b>
              <Amount of={row.difference} />
            </b>
          ),
          text: (row) => decimal(row.difference),
          right: true,
        },
        { head: "state", cell: (row) => <Status of={row.state} />, text: (row) => t(`state.${row.state}`) },
        {
          head: "breaks.way",
          cell: (row) => <Disposed row={row} done={done} />,
          text: (row) => row.disposition && `${row.disposition.kindName}: ${row.disposition.reason}`,
        },
        {
          head: "trail.crumb",
          cell: (row) =>
            row.right ? <Link href={`/trail/${row.right}`}>{t("statements.trail")}</Link> : "–",
        },
      ]}
      empty={{ title: t("breaks.empty"), teach: t("breaks.empty.teach") }}
    />
  );
}

function Which({ state, choose }: { state: string; choose: (state: string) => void }) {
  const { t } = useWords();
  return (
    <SegmentedControl
      size="xs"
      value={state}
      onChange={choose}
      aria-label={t("state")}
      data={["all", "open", "proposed", "decided"].map((value) => ({ value, label: t(`breaks.${value}`) }))}
    />
  );
}

function Propose({ breaks, done }: { breaks: string[]; done: () => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<Way>("SHORT_PAY");
  const [reason, setReason] = useState("");
  const { run, busy, refusal } = useAsk(ProposeDisposition);
  const propose = async () => {
    const answer = await run({ ask: { key: newKey(), breaks, kind, reason } }, t("breaks.proposedNow"));
    if (!answer) return;
    setOpen(false);
    done();
  };
  return (
    <>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t("breaks.propose", { count: breaks.length })}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={<b>{t("breaks.propose", { count: breaks.length })}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <Stack>
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
      </Modal>
    </>
  );
}

function Disposed({ row, done }: { row: Break; done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const approve = useAsk(ApproveDisposition);
  const back = useAsk(ReturnDisposition);
  const { disposition } = row;
  if (!disposition) return <span className={styles.muted}>–</span>;
  const decide = (which: typeof approve | typeof back) => async (opinion: string) => {
    const answer = await (which as typeof approve).run(
      { ask: { key: newKey(), dispositions: [disposition.id], opinion } },
      t("saved"),
    );
    if (answer) done();
    return answer;
  };
  const waiting = disposition.state === "proposed" && may("settlement.approve_disposition");
  return (
    <div>
      {disposition.kindName}
      <div className={styles.muted} style={{ fontSize: 12 }}>
        “{disposition.reason}” — {disposition.proposedBy}
        {disposition.decidedBy && ` → ${disposition.decidedBy}`}
      </div>
      {waiting && disposition.mine && (
        <div className={styles.alarm} style={{ fontSize: 12 }}>
          {t("breaks.second")}
        </div>
      )}
      {waiting && !disposition.mine && (
        <Group gap={6} mt={4}>
          <Confirm
            size="compact-xs"
            variant="filled"
            label={t("decision.approve")}
            title={t("decision.approve")}
            says={t("breaks.approve.says")}
            reason="required"
            onYes={decide(approve)}
          />
          <Confirm
            size="compact-xs"
            label={t("decision.return")}
            title={t("decision.return")}
            says={t("breaks.return.says")}
            reason="required"
            onYes={decide(back)}
          />
        </Group>
      )}
    </div>
  );
}
