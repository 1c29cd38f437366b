/** Redemptions: every use as it happened; a mistaken one is reversed, never erased. */
import { newKey, useAsk } from "../../api/ask";
import { Redemptions, type RedemptionsData, ReverseUse } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { Confirm } from "../../parts/confirm";
import { Amount, decimal, exact, When } from "../../parts/figures";
import { RecordList } from "../../parts/list";
import { Page } from "../../parts/page";
import { Status } from "../../parts/status";
import { useList } from "../../parts/useList";

type Row = RedemptionsData["redemptions"]["edges"][number]["node"];

const standing = (row: Row) => (row.kind === "reversal" ? "reversal" : row.reversed ? "reversed" : "used");

export function RedemptionsPage() {
  const { t } = useWords();
  const list = useList(Redemptions, (data) => data.redemptions, {}, { sort: "-at" });
  return (
    <Page title={t("place.redemptions")} lead={t("place.redemptions.lead")} crumb={t("area.rights")}>
      <RecordList<Row>
        {...list}
        searchable={false}
        label={t("place.redemptions")}
        keyOf={(row) => row.id}
        open={(row) => `/trail/${row.entitlement}`}
        file={{ also: [{ head: "currency", text: (row) => row.amount.currency }] }}
        columns={[
          { head: "entitlements.right", text: (row) => row.skuName },
          { head: "rights.provider", text: (row) => row.providerName },
          {
            head: "state",
            cell: (row) => <Status of={standing(row)} />,
            text: (row) => t(`state.${standing(row)}`),
          },
          {
            head: "redemptions.channel",
            text: (row) => t(`usedBy.${row.channel}`),
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
            cell: (row) => <When at={row.at} />,
            text: (row) => exact(row.at),
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

interface ReverseProps {
  use: { id: string; kind: string; reversed: boolean };
  name: string;
  done: () => void;
}

/** Take a mistaken use back: the right lives again and settlement posts the opposite entry. */
export function Reverse({ use, name, done }: ReverseProps) {
  const { t } = useWords();
  const { may } = useSigned();
  const { run } = useAsk(ReverseUse);
  if (use.kind !== "use" || use.reversed || !may("rights.reverse_use")) return null;
  return (
    <Confirm
      danger
      size="compact-xs"
      label={t("redemptions.reverse")}
      title={t("redemptions.reverse")}
      says={t("redemptions.reverse.says", { name })}
      reason="required"
      onYes={async (reason) => {
        const answer = await run(
          { ask: { key: newKey(), redemption: use.id, reason } },
          t("redemptions.reversed"),
        );
        if (answer) done();
        return answer;
      }}
    />
  );
}
