/** The approvals inbox: mine, open, decided. */
import { Approvals } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { SideBySide } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

export function ApprovalsPage() {
  const { t } = useWords();
  const [state, setState] = useFilter("state", "mine");
  const list = useList(Approvals, (data) => data.approvals, { state });
  return (
    <Page title={t("place.approvals")} lead={t("place.approvals.lead")}>
      <RecordList
        {...list}
        label={t("place.approvals")}
        keyOf={(row) => row.id}
        open={(row) => `/approvals/${row.id}`}
        tools={
          <SideBySide
            label={t("approvals.which")}
            family="approvals"
            values={["mine", "made", "open", "done"]}
            value={state}
            choose={setState}
          />
        }
        columns={[
          { head: "approvals.what", cell: (row) => row.title },
          { head: "approvals.kind", cell: (row) => t(`subject.${row.subjectKind}`) },
          { head: "approvals.maker", cell: (row) => `${row.makerName} · ${row.unitName}` },
          {
            head: "approvals.step",
            cell: (row) => `${Math.min(row.step, row.stepCount)} / ${row.stepCount}`,
          },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          { head: "at", cell: (row) => <When at={row.createdAt} />, sorts: "createdAt" },
        ]}
        empty={{ title: t(`approvals.empty.${state}`), teach: t("approvals.empty.teach") }}
      />
    </Page>
  );
}
