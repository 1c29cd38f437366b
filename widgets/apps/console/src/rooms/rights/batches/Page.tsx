/** One issue batch beside its list: its figures, and what can be done with it. */
import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import {
  IssueBatch,
  type IssueBatchShown,
  SteerIssueBatch,
  WithdrawIssueBatch,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Amount, Count, StockBar } from "../../../parts/figures";
import { FactList, Note } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Steps } from "../../../parts/steps";
import { useClock } from "../../../parts/time";
import { AdvisersOfBatch } from "./Advisers";
import { BurnDown } from "./BurnDown";
import { ProposeForm } from "./Form";
import { BatchTerms } from "./Terms";

export function BatchSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const clock = useClock();
  const reading = useRead(IssueBatch, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.issueBatch?.name ?? t("batches.batch")} back="/rights/batches" size={700}>
      <Reveal reading={reading} pick={(data) => data.issueBatch}>
        {(batch: IssueBatchShown) => (
          <>
            {batch.state === "draft" && (
              <Note tone="warn">
                {t("batches.returned")}{" "}
                {batch.approval && (
                  <Link href={`/approvals/${batch.approval}`}>{t("batches.returned.why")}</Link>
                )}
              </Note>
            )}
            <FactList
              facts={[
                ["name", batch.name],
                ["code", <code key="code">{batch.code}</code>],
                ["batches.sku", batch.skuName],
                ["state", <Status key="state" of={batch.state} />],
                ["batches.stock", <StockBar key="stock" {...batch} />],
                ["batches.total", <Count key="total" of={batch.total} />],
                ["batches.free", <Count key="free" of={batch.free} />],
                ["batches.held", <Count key="held" of={batch.held} />],
                ["batches.issued", <Count key="issued" of={batch.issued} />],
                ...lapsed(batch),
                ["rights.cost", <Amount key="cost" of={batch.unitCost} />],
                ["batches.budget", batch.budgetName],
                ["batches.window", clock.days(batch.startsAt, batch.endsAt)],
                ["unit", batch.unitName],
              ]}
            />
            {batch.low && (
              <Note tone="warn">{t("batches.low", { lowAt: batch.lowAt ?? 0, free: batch.free })}</Note>
            )}
            <BatchTerms batch={batch} />
            <Steer batch={batch} again={again} />
            <BurnDown batch={batch} again={again} />
            <AdvisersOfBatch batch={batch} again={again} />
            {batch.actions.includes("revise") && <ProposeForm of={batch} done={again} />}
          </>
        )}
      </Reveal>
    </Side>
  );
}

/** What was left of a batch that is over is no stock; a batch that goes on has none of it. */
const lapsed = (batch: IssueBatchShown): Array<[string, ReactNode]> =>
  batch.lapsed > 0 ? [["batches.lapsed", <Count key="lapsed" of={batch.lapsed} />]] : [];

function Steer({ batch, again }: { batch: IssueBatchShown; again: () => void }) {
  const { t } = useWords();
  const may = (act: string) => batch.actions.includes(act);
  return (
    <Group mt="lg" gap="xs">
      <Steps
        steps={["pause", "resume", "stop"]}
        actions={batch.actions}
        family="batches"
        facts={{ free: batch.free, name: batch.name }}
        document={SteerIssueBatch}
        ask={{ batch: batch.id }}
        done={again}
      />
      {may("withdraw") && (
        <AskConfirm
          label={t("steer.withdraw")}
          says={t("batches.withdraw.says", { name: batch.name })}
          document={WithdrawIssueBatch}
          ask={{ batch: batch.id }}
          said={t("state.withdrawn")}
          done={again}
        />
      )}
    </Group>
  );
}
