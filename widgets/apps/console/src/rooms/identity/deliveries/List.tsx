/** Deliveries that failed too often; each can be sent on its way again. */
import { useAsk } from "../../../api/ask";
import { DeadDeliveries, RetryDelivery } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Confirm } from "../../../parts/confirm";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { useList } from "../../../parts/useList";

export function DeliveriesPage() {
  const { t } = useWords();
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
        keyOf={(row) => row.id}
        columns={[
          { head: "deliveries.topic", cell: (row) => <code>{row.topic}</code> },
          { head: "deliveries.handler", cell: (row) => <code>{row.handler}</code> },
          { head: "deliveries.attempts", cell: (row) => row.attempts, right: true },
          { head: "deliveries.error", cell: (row) => <small>{row.error.slice(0, 160)}</small> },
          { head: "at", cell: (row) => <When at={row.at} />, sorts: "at" },
          {
            head: "actions",
            right: true,
            cell: (row) =>
              row.actions.includes("retry") && (
                <Confirm
                  size="compact-xs"
                  label={t("deliveries.retry")}
                  says={t("deliveries.retry.says", { handler: row.handler })}
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
