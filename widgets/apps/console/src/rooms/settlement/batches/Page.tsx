/** One settlement batch: collect, match, resolve, sign, export. */
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { useAsk, useRead } from "../../../api/ask";
import {
  ExportBatch,
  RunMatching,
  SettlementBatch,
  type SettlementBatchShown,
  SubmitBatch,
  VoidBatch,
  WithdrawBatch,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { FactList, Page, Section } from "../../../parts/page";
import { RevealPage } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Breaks } from "../breaks/List";
import { Sides, Waterfall } from "./Figures";
import { Held } from "./Held";
import { AddStatementForm, TakeOut } from "./Statements";
import { Warnings } from "./Warnings";

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
    <RevealPage
      crumb={t("place.settlements")}
      up="/settlement/batches"
      reading={reading}
      pick={(data) => data.batch}
    >
      {(batch: SettlementBatchShown) => (
        <Page
          crumb={t("place.settlements")}
          up="/settlement/batches"
          title={batch.number}
          lead={`${batch.providerName} · ${batch.entity} · ${t("settlement.until", { day: batch.asOf })}`}
          action={<Acts batch={batch} again={moved} />}
        >
          <Warnings batch={batch} />
          <Waterfall batch={batch} />
          <Sides batch={batch} />
          <Section title={t("place.breaks")}>
            <Breaks key={turn} batch={batch} changed={reading.again} />
          </Section>
          <Held key={`held${turn}`} batch={batch} changed={moved} />
          <Papers batch={batch} again={reading.again} moved={moved} />
        </Page>
      )}
    </RevealPage>
  );
}

function Acts({ batch, again }: { batch: SettlementBatchShown; again: () => void }) {
  const { t } = useWords();
  const { run, busy } = useAsk(RunMatching);
  const ask = { batch: batch.id };
  const claim = batch.netPayable.amountMinor < 0;
  const match = async () => {
    if (await run({ ask: { ...ask } }, t("settlement.matched"))) again();
  };
  return (
    <Group gap="xs">
      <Status of={batch.state} label={batch.stateName} />
      {batch.actions.includes("match") && (
        <Button variant="default" loading={busy} onClick={() => void match()}>
          {t("settlement.match")}
        </Button>
      )}
      {batch.actions.includes("submit") && (
        <AskConfirm
          variant="filled"
          label={t(claim ? "settlement.claim" : "settlement.submit")}
          says={t(claim ? "settlement.claim.says" : "settlement.submit.says")}
          document={SubmitBatch}
          ask={{ ...ask, claim }}
          said={t("settlement.submitted")}
          done={again}
        />
      )}
      {batch.approval && (
        <Link href={`/approvals/${batch.approval}`} asChild>
          <Button component="a" variant="default">
            {t("activity.approval")}
          </Button>
        </Link>
      )}
      {batch.actions.includes("withdraw") && (
        <AskConfirm
          label={t("steer.withdraw")}
          says={t("settlement.withdraw.says")}
          document={WithdrawBatch}
          ask={ask}
          said={t("steer.withdraw.done")}
          done={again}
        />
      )}
      {batch.actions.includes("void") && (
        <AskConfirm
          danger
          label={t("settlement.void")}
          says={t("settlement.void.says", { number: batch.number })}
          reason="required"
          least={4}
          document={VoidBatch}
          ask={ask}
          act={t("settlement.void.act", { number: batch.number })}
          said={t("settlement.voided")}
          done={again}
        />
      )}
    </Group>
  );
}

interface PapersProps {
  batch: SettlementBatchShown;
  again: () => void;
  moved: () => void;
}

function Papers({ batch, again, moved }: PapersProps) {
  const { t } = useWords();
  const { run, busy } = useAsk(ExportBatch);
  const make = async (kind: "workbook" | "vouchers") => {
    const made = await run({ ask: { batch: batch.id, kind } });
    if (!made) return;
    again();
    window.location.assign(made.url);
  };
  return (
    <Section title={t("settlement.papers")}>
      <FactList
        facts={[
          [
            "place.statements",
            batch.statements.map((one) => (
              <Group key={one.id} gap="xs">
                <Link href={`/settlement/statements/${one.id}`}>{one.fileName}</Link>
                {batch.actions.includes("change") && (
                  <TakeOut batch={batch.id} statement={one} done={moved} />
                )}
              </Group>
            )),
          ],
          ["settlement.run", <Hash key="run" of={batch.runHash} />],
          ["settlement.result", <Hash key="result" of={batch.resultHash} />],
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
            batch.files.length > 0
              ? batch.files.map((file) => (
                  <div key={file.sha256}>
                    <a href={file.url}>{file.fileName}</a>
                  </div>
                ))
              : batch.approvedBy
                ? "–"
                : t("settlement.files.later"),
          ],
        ]}
      />
      {batch.actions.includes("change") && <AddStatementForm batch={batch} done={moved} />}
      {batch.actions.includes("export") && (
        <Group mt="md" gap="xs">
          <Button variant="default" loading={busy} onClick={() => void make("workbook")}>
            {t("settlement.workbook")}
          </Button>
          <Button variant="default" loading={busy} onClick={() => void make("vouchers")}>
            {t("settlement.vouchers")}
          </Button>
        </Group>
      )}
    </Section>
  );
}
