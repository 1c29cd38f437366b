/** Deliveries that failed too often; each can be sent on its way again. */
import { useAsk } from "../../../api/ask";
import { DeadDeliveries, RetryDelivery } from "../../../api/documents_gen";
import { knows, useWords } from "../../../copy";
import { Coded } from "../../../parts/coded";
import { Confirm } from "../../../parts/confirm";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { useList } from "../../../parts/useList";

/** How much of an error stands in the row; the whole is in the tip. */
const SHOWN = 160;

export function DeliveriesPage() {
  const { t } = useWords();
  const does = (handler: string) => (knows(`handler.${handler}`) ? t(`handler.${handler}`) : handler);
  const list = useList(DeadDeliveries, (data) => data.deadDeliveries, {}, { sort: "-at" });
  const { run } = useAsk(RetryDelivery);
  const retry = async (delivery: string) => {
    const answer = await run({ ask: { delivery } }, t("deliveries.retried"));
    list.reading.again();
    return answer;
  };
  return (
    <Page title={t("place.deliveries")} lead={t("place.deliveries.lead")}>
      <RecordList
        {...list}
        label={t("place.deliveries")}
        placeholder={t("deliveries.search")}
        keyOf={(row) => row.id}
        columns={[
          {
            head: "deliveries.topic",
            cell: (row) => <Coded of={row.topic} family="topic" />,
            sorts: "topic",
          },
          {
            head: "deliveries.about",
            cell: (row) => <span title={row.subject}>{row.about.join(t("list.comma")) || "–"}</span>,
          },
          {
            head: "deliveries.handler",
            cell: (row) => <Coded of={row.handler} family="handler" />,
            sorts: "handler",
          },
          { head: "deliveries.attempts", cell: (row) => row.attempts, right: true },
          {
            head: "deliveries.error",
            cell: (row) => <small title={row.error}>{row.error.slice(0, SHOWN)}</small>,
          },
          { head: "at", cell: (row) => <When at={row.at} />, sorts: "at" },
          {
            head: "actions",
            right: true,
            cell: (row) =>
              row.actions.includes("retry") && (
                <Confirm
                  size="compact-xs"
                  label={t("deliveries.retry")}
                  says={t("deliveries.retry.says", { handler: does(row.handler) })}
                  onYes={() => retry(row.id)}
                />
              ),
          },
        ]}
        empty={{ title: t("deliveries.empty"), teach: t("deliveries.empty.teach") }}
      />
    </Page>
  );
}
