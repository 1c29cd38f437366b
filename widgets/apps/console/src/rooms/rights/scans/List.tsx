/** Scans without a network: what counters told afterwards; staff settle what could not be booked by itself. */
import { Group, Text } from "@mantine/core";
import { Link } from "wouter";
import {
  BookOfflineScan,
  CloseOfflineScan,
  OfflineScans,
  type OfflineScansRow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

const STATES = ["open", "booked", "closed"];
const CLOCK_WRONG_S = 120;

export function OfflineScansPage() {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const list = useList(
    OfflineScans,
    (data) => data.offlineScans,
    { state: state || null },
    { sort: "-receivedAt" },
  );
  return (
    <Page title={t("place.scans")} lead={t("place.scans.lead")}>
      <RecordList
        {...list}
        label={t("place.scans")}
        filtered={state !== ""}
        keyOf={(row) => row.id}
        tools={<StateFilter values={STATES} value={state} choose={setState} />}
        columns={[
          {
            head: "entitlements.right",
            words: true,
            cell: (row) => (
              <>
                {row.entitlement ? (
                  <Link href={`/trail/${row.entitlement}`}>{row.skuName}</Link>
                ) : (
                  t("scans.unknown")
                )}
                <Text size="xs">{t("scans.code", { hint: row.codeHint, units: row.units })}</Text>
              </>
            ),
          },
          {
            head: "scans.where",
            words: true,
            cell: (row) => (
              <>
                {row.placeName || row.counterName}
                <Text size="xs">{row.providerName}</Text>
              </>
            ),
          },
          {
            head: "state",
            cell: (row) => <Status of={row.state} label={t(`scans.state.${row.state}`)} />,
          },
          {
            head: "scans.why",
            words: true,
            cell: (row) => (
              <>
                {row.why || "–"}
                {row.reason && (
                  <Text size="xs">
                    {row.byName}: {row.reason}
                  </Text>
                )}
              </>
            ),
          },
          {
            head: "scans.toldAt",
            cell: (row) => (
              <>
                <When at={row.toldAt} />
                {Math.abs(row.clockOffS) > CLOCK_WRONG_S && <Text size="xs">{t("scans.clock")}</Text>}
              </>
            ),
            sorts: "toldAt",
          },
          { head: "scans.receivedAt", cell: (row) => <When at={row.receivedAt} />, sorts: "receivedAt" },
          {
            head: "actions",
            right: true,
            cell: (row) => <Settle of={row} done={list.reading.again} />,
          },
        ]}
        empty={{ title: t("scans.empty"), teach: t("scans.empty.teach") }}
      />
    </Page>
  );
}

function Settle({ of, done }: { of: OfflineScansRow; done: () => void }) {
  const { t } = useWords();
  const said = { reason: "required", size: "compact-xs", done } as const;
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {of.actions.includes("book") && (
        <AskConfirm
          {...said}
          label={t("scans.book")}
          says={t("scans.book.says", { name: of.skuName })}
          document={BookOfflineScan}
          ask={{ scan: of.id }}
          said={t("scans.booked")}
        />
      )}
      {of.actions.includes("close") && (
        <AskConfirm
          {...said}
          danger
          label={t("scans.close")}
          says={t("scans.close.says")}
          document={CloseOfflineScan}
          ask={{ scan: of.id }}
          said={t("scans.closed")}
        />
      )}
    </Group>
  );
}
