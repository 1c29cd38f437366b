/** Notices of providers for orders that nobody knows: what is known of each, and what can safely be done. */
import { Group, Text } from "@mantine/core";
import {
  DismissStrayNotice,
  ResendStrayNotice,
  StrayNotices,
  type StrayNoticesRow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Section } from "../../../parts/page";
import { Absent } from "../../../parts/states";
import { useList } from "../../../parts/useList";

/** Nothing, where there is none: the queue of orders is what one comes for. */
export function Strays() {
  const { t } = useWords();
  const list = useList(StrayNotices, (data) => data.strayNotices, {}, { sort: "-at", apart: true });
  const searched = list.asked.search !== "" || list.asked.after !== null;
  if (!searched && !list.pages?.edges.length) return <Absent of={list.reading} />;
  return (
    <Section title={t("orders.stray")}>
      <Text mb="sm">{t("orders.stray.lead")}</Text>
      <RecordList
        {...list}
        label={t("orders.stray")}
        keyOf={(row) => row.id}
        columns={[
          { head: "rights.provider", text: (row) => row.providerName },
          {
            head: "orders.stray.says",
            cell: (row) => (
              <>
                {row.says} <Text size="xs">{row.note}</Text>
              </>
            ),
          },
          { head: "orders.ref", text: (row) => row.providerRef ?? "" },
          { head: "orders.stray.ours", text: (row) => row.orderRef ?? "" },
          { head: "orders.stray.at", cell: (row) => <When at={row.at} />, sorts: "at" },
          { head: "actions", right: true, cell: (row) => <StrayActs of={row} done={list.reading.again} /> },
        ]}
        empty={{ title: t("orders.stray.empty"), teach: t("orders.stray.lead") }}
      />
    </Section>
  );
}

function StrayActs({ of, done }: { of: StrayNoticesRow; done: () => void }) {
  const { t } = useWords();
  const shared = (act: string) => ({
    size: "compact-xs",
    label: t(`orders.stray.${act}`),
    says: t(`orders.stray.${act}.says`),
    said: t(`orders.stray.${act}.done`),
    ask: { notice: of.id },
    done,
  });
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      {of.actions.includes("resend") && <AskConfirm {...shared("resend")} document={ResendStrayNotice} />}
      {of.actions.includes("dismiss") && (
        <AskConfirm {...shared("dismiss")} danger reason="required" document={DismissStrayNotice} />
      )}
    </Group>
  );
}
