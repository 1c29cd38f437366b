/** Orders at providers that need a person: why, until when, and each beside the list with what can be done. */
import { Text } from "@mantine/core";
import { OrderCases } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { OrderSide } from "./Side";
import { Sla } from "./Sla";
import { Strays } from "./Strays";

const CAUSES = ["unknown", "unsent", "failed", "city", "missed", "soon", "dead", "contradicts"];

export function OrdersPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const list = useList(OrderCases, (data) => data.orderCases, { state: state || null }, { sort: "due" });
  return (
    <Page title={t("place.orders")} lead={t("place.orders.lead")}>
      <RecordList
        {...list}
        label={t("place.orders")}
        filtered={state !== ""}
        tools={<StateFilter values={CAUSES} value={state} choose={setState} family="orders.cause" />}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/rights/orders/${row.id}`}
        columns={[
          {
            head: "orders.why",
            words: true,
            cell: (row) => row.causes.map((one) => <div key={one}>{t(`orders.cause.${one}`)}</div>),
          },
          {
            head: "entitlements.right",
            words: true,
            cell: (row) => (
              <>
                {row.skuName} <Text size="xs">{row.clientName}</Text>
              </>
            ),
          },
          { head: "rights.provider", text: (row) => row.providerName },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          { head: "orders.sla", cell: (row) => <Sla of={row.sla} />, sorts: "due" },
          { head: "orders.placed", cell: (row) => <When at={row.placedAt} />, sorts: "placedAt" },
        ]}
        empty={{ title: t("orders.empty"), teach: t("orders.empty.teach") }}
      />
      <Strays />
      {id && <OrderSide id={id} changed={list.reading.again} />}
    </Page>
  );
}
