/** What became of a batch's units day by day, when staff is told of low stock, and its budget's pace. */
import { type IssueBatchShown, SetBatchThreshold } from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { Chart } from "../../../parts/chart";
import { amountText, Count } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { FactList, Section } from "../../../parts/page";

export function BurnDown({ batch, again }: { batch: IssueBatchShown; again: () => void }) {
  const { t } = useWords();
  const { days, pace } = batch;
  return (
    <Section title={t("batches.chart")}>
      <Chart
        label={t("batches.chart")}
        days={days.map((one) => one.day)}
        text={grouped}
        series={[
          { head: "batches.chart.used", kind: "area", tone: "brand", values: days.map((one) => one.used) },
          {
            head: "batches.chart.expired",
            kind: "area",
            tone: "muted",
            values: days.map((one) => one.expired),
          },
          {
            head: "batches.chart.unused",
            kind: "area",
            tone: "accent",
            values: days.map((one) => one.issued - one.used - one.expired),
          },
          { head: "batches.held", kind: "area", tone: "warn", values: days.map((one) => one.held) },
          { head: "batches.free", kind: "area", tone: "good", values: days.map((one) => one.free) },
        ]}
      />
      <FactList
        facts={[
          ["batches.threshold", <Count key="threshold" of={batch.lowAt} />],
          ...(pace && pace.shape !== "none"
            ? ([["batches.pace", t("batches.pace.open", { open: amountText(pace.open) })]] as Array<
                [string, string]
              >)
            : []),
        ]}
      />
      {batch.actions.includes("threshold") && (
        <AskForm
          label={t("batches.threshold.set")}
          document={SetBatchThreshold}
          said={t("batches.threshold.done")}
          done={again}
          toAsk={({ lowAt }) => ({
            batch: batch.id,
            lowAt: lowAt === "" || lowAt === null ? null : Number(lowAt),
          })}
          fields={[
            {
              name: "lowAt",
              label: "batches.threshold",
              hint: "batches.threshold.hint",
              kind: "whole",
              optional: true,
              initial: batch.lowAt ?? "",
            },
          ]}
        />
      )}
    </Section>
  );
}
