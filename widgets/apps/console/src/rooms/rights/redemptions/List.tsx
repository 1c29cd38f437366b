/** Redemptions: every use as it happened; a mistaken one is reversed, never erased. */
import { Text } from "@mantine/core";
import { Redemptions, type RedemptionsRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount, decimal, When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { Reverse } from "./Reverse";

const standing = (row: RedemptionsRow) =>
  row.kind === "reversal" ? "reversal" : row.reversed ? "reversed" : "used";

const whereOf = (row: RedemptionsRow) => [row.placeName, row.counterName].filter(Boolean).join(" · ");

export function RedemptionsPage() {
  const { t } = useWords();
  const clock = useClock();
  const list = useList(Redemptions, (data) => data.redemptions, {}, { sort: "-at" });
  return (
    <Page title={t("place.redemptions")} lead={t("place.redemptions.lead")}>
      <RecordList
        {...list}
        searchable={false}
        label={t("place.redemptions")}
        keyOf={(row) => row.id}
        open={(row) => `/trail/${row.entitlement}`}
        file={{ also: [{ head: "currency", text: (row) => row.amount.currency }] }}
        columns={[
          { head: "entitlements.right", text: (row) => row.skuName },
          {
            head: "rights.provider",
            cell: (row) => (
              <>
                {row.providerName}
                {whereOf(row) && <Text size="xs">{whereOf(row)}</Text>}
              </>
            ),
            text: (row) => [row.providerName, whereOf(row)].filter(Boolean).join(" · "),
          },
          {
            head: "state",
            cell: (row) => <Status of={standing(row)} />,
            text: (row) => t(`state.${standing(row)}`),
          },
          {
            head: "redemptions.channel",
            text: (row) =>
              [t(`usedBy.${row.channel}`), row.offline && t("redemptions.offline")]
                .filter(Boolean)
                .join(" · "),
          },
          {
            head: "redemptions.units",
            text: (row) => String(row.units),
            right: true,
          },
          {
            head: "trail.fact.providerRef",
            cell: (row) => <code>{row.providerRef || row.orderRef || "–"}</code>,
            text: (row) => row.providerRef || row.orderRef,
          },
          {
            head: "trail.fact.amount",
            cell: (row) => <Amount of={row.amount} />,
            text: (row) => decimal(row.amount),
            right: true,
            sorts: "amount",
          },
          {
            head: "at",
            cell: (row) => (
              <>
                <When at={row.at} />
                {row.mark ? <Text size="xs">{t(`usedMark.${row.mark}`)}</Text> : null}
              </>
            ),
            text: (row) =>
              [clock.exact(row.at), row.mark && t(`usedMark.${row.mark}`)].filter(Boolean).join(" "),
            sorts: "at",
          },
          {
            head: "actions",
            right: true,
            cell: (row) => <Reverse use={row} name={row.skuName} done={list.reading.again} />,
          },
        ]}
        empty={{ title: t("redemptions.empty"), teach: t("redemptions.empty.teach") }}
      />
    </Page>
  );
}
