/** Settlement batches: collect, match, resolve, sign, export. */

import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { newKey, useAsk, useRead } from "../../api/ask";
import {
  CreateSettlementBatch,
  ExportBatch,
  RunMatching,
  SettlementBatch,
  type SettlementBatchData,
  SettlementBatches,
  SubmitBatch,
  WithdrawBatch,
} from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { Confirm } from "../../parts/confirm";
import { Amount, Count, decimal, When } from "../../parts/figures";
import { AskForm } from "../../parts/form";
import { RecordList } from "../../parts/list";
import { FactList, Page, Section } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { Reveal } from "../../parts/states";
import { Status } from "../../parts/status";
import { useClock } from "../../parts/time";
import { useList } from "../../parts/useList";
import { Breaks } from "./Breaks";
import { Sides, Waterfall } from "./Figures";
import { useProviders } from "./Statements";

export function SettlementBatchesPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const clock = useClock();
  const providers = useProviders();
  const list = useList(SettlementBatches, (data) => data.batches, {}, { sort: "-createdAt" });
  const create = may("settlement.create_batch") && (
    <AskForm
      primary
      label={t("settlement.new")}
      title={t("settlement.new")}
      lead={t("settlement.new.lead")}
      document={CreateSettlementBatch}
      said={t("settlement.created")}
      done={list.reading.again}
      toAsk={(values) => values}
      fields={[
        { name: "provider", label: "rights.provider", kind: "choice", options: providers },
        {
          name: "asOf",
          label: "settlement.asOf",
          kind: "day",
          initial: clock.today(),
        },
      ]}
    />
  );
  return (
    <Page title={t("place.settlements")} lead={t("place.settlements.lead")} action={create}>
      <RecordList
        {...list}
        label={t("place.settlements")}
        keyOf={(row) => row.id}
        open={(row) => `/settlement/batches/${row.id}`}
        file={{ also: [{ head: "currency", text: (row) => row.netPayable.currency }] }}
        columns={[
          {
            head: "settlement.number",
            text: (row) => row.number,
            sorts: "number",
          },
          { head: "rights.provider", text: (row) => row.providerName },
          { head: "settlement.asOf", text: (row) => row.asOf, sorts: "asOf" },
          {
            head: "state",
            cell: (row) => <Status of={row.state} label={row.stateName} />,
            text: (row) => row.stateName,
          },
          {
            head: "settlement.matches",
            cell: (row) => <Count of={row.matchCount} />,
            text: (row) => row.matchCount,
            right: true,
          },
          {
            head: "settlement.open",
            cell: (row) => (row.openBreaks ? <b className={styles.alarm}>{row.openBreaks}</b> : 0),
            text: (row) => row.openBreaks,
            right: true,
          },
          {
            head: "settlement.payable",
            cell: (row) => <Amount of={row.netPayable} />,
            text: (row) => decimal(row.netPayable),
            right: true,
          },
          { head: "at", cell: (row) => <When at={row.createdAt} />, sorts: "createdAt" },
        ]}
        empty={{ title: t("settlement.empty"), teach: t("settlement.empty.teach") }}
      />
    </Page>
  );
}

export type Batch = NonNullable<SettlementBatchData["batch"]>;

export function SettlementBatchPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(SettlementBatch, { id });
  const [turn, setTurn] = useState(0);
  /** A run of the matching makes new differences, whatever its result. */
  const moved = () => {
    reading.again();
    setTurn((now) => now + 1);
  };
  return (
    <Reveal reading={reading} pick={(data) => data.batch}>
      {(batch: Batch) => (
        <Page
          crumb={t("place.settlements")}
          up="/settlement/batches"
          title={batch.number}
          lead={`${batch.providerName} · ${batch.entity} · ${t("settlement.until", { day: batch.asOf })}`}
          action={<Acts batch={batch} again={moved} />}
        >
          <Waterfall batch={batch} />
          <Sides batch={batch} />
          <Section title={t("place.breaks")}>
            <Breaks key={turn} batch={batch.id} changed={reading.again} />
          </Section>
          <Papers batch={batch} again={reading.again} />
        </Page>
      )}
    </Reveal>
  );
}

function Acts({ batch, again }: { batch: Batch; again: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const match = useAsk(RunMatching);
  const submit = useAsk(SubmitBatch);
  const withdraw = useAsk(WithdrawBatch);
  const act = async (which: typeof match | typeof submit | typeof withdraw, said: string) => {
    const answer = await (which as typeof match).run({ ask: { key: newKey(), batch: batch.id } }, said);
    if (answer) again();
    return answer;
  };
  const early = ["draft", "collecting", "matched", "reconciled"].includes(batch.state);
  return (
    <Group gap="xs">
      <Status of={batch.state} label={batch.stateName} />
      {early && may("settlement.run_matching") && (
        <Button
          variant="default"
          loading={match.busy}
          onClick={() => void act(match, t("settlement.matched"))}
        >
          {t("settlement.match")}
        </Button>
      )}
      {batch.state === "reconciled" && may("settlement.submit_batch") && (
        <Confirm
          variant="filled"
          label={t("settlement.submit")}
          title={t("settlement.submit")}
          says={t("settlement.submit.says")}
          onYes={() => act(submit, t("settlement.submitted"))}
        />
      )}
      {batch.state === "submitted" && batch.approval && (
        <Link href={`/approvals/${batch.approval}`} asChild>
          <Button component="a">{t("activity.approval")}</Button>
        </Link>
      )}
      {batch.state === "submitted" && may("settlement.submit_batch") && (
        <Confirm
          label={t("steer.withdraw")}
          title={t("steer.withdraw")}
          says={t("settlement.withdraw.says")}
          onYes={() => act(withdraw, t("steer.withdraw.done"))}
        />
      )}
    </Group>
  );
}

function Papers({ batch, again }: { batch: Batch; again: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const { run, busy } = useAsk(ExportBatch);
  const make = async (kind: "WORKBOOK" | "VOUCHERS") => {
    const made = await run({ ask: { key: newKey(), batch: batch.id, kind } });
    if (!made) return;
    again();
    window.location.assign(made.url);
  };
  const signed = ["approved", "invoiced", "instructed", "paid", "closed"].includes(batch.state);
  return (
    <Section title={t("settlement.papers")}>
      <FactList
        facts={[
          [
            "place.statements",
            batch.statements.map((one) => (
              <div key={one.id}>
                <Link href={`/settlement/statements/${one.id}`}>{one.fileName}</Link>
              </div>
            )),
          ],
          ["settlement.run", <code key="run">{batch.runHash?.slice(0, 23) ?? "–"}</code>],
          ["settlement.result", <code key="result">{batch.resultHash?.slice(0, 23) ?? "–"}</code>],
          [
            "settlement.signed",
            batch.approvedBy ? (
              <span key="signed">
                {batch.approvedBy} · <When at={batch.approvedAt} />
              </span>
            ) : (
              "–"
            ),
          ],
          [
            "settlement.entry",
            batch.entry ? (
              <Link key="entry" href={`/settlement/ledger?q=${batch.entry}`}>
                #{batch.entry}
              </Link>
            ) : (
              "–"
            ),
          ],
          [
            "settlement.files",
            batch.files.length === 0
              ? "–"
              : batch.files.map((file) => (
                  <div key={file.sha256}>
                    <a href={file.url}>{file.fileName}</a>
                  </div>
                )),
          ],
        ]}
      />
      {may("settlement.export") && (
        <Group mt="md" gap="xs">
          <Button variant="default" loading={busy} onClick={() => void make("WORKBOOK")}>
            {t("settlement.workbook")}
          </Button>
          <Button
            variant="default"
            loading={busy}
            disabled={!signed}
            title={signed ? undefined : t("settlement.vouchers.later")}
            onClick={() => void make("VOUCHERS")}
          >
            {t("settlement.vouchers")}
          </Button>
        </Group>
      )}
    </Section>
  );
}
