/** Households with a member within reach; a row opens the payer's page, or a member's, where all of them stand. */
import { Households } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { useList } from "../../../parts/useList";

export function HouseholdsPage() {
  const { t } = useWords();
  const list = useList(Households, (data) => data.households, {}, { sort: "code" });
  return (
    <Page title={t("place.households")} lead={t("place.households.lead")}>
      <RecordList
        {...list}
        label={t("place.households")}
        keyOf={(row) => row.id}
        open={(row) => row.head && `/clients/${row.head}`}
        columns={[
          { head: "households.code", cell: (row) => <code>{row.code}</code>, sorts: "code" },
          { head: "households.source", cell: (row) => row.sourceName },
          { head: "households.payer", cell: (row) => row.payer || "–" },
          { head: "households.members", cell: (row) => row.members },
          { head: "households.sees", cell: (row) => row.seesName },
          { head: "households.since", cell: (row) => <When at={row.createdAt} />, sorts: "createdAt" },
        ]}
        empty={{ title: t("households.empty"), teach: t("households.empty.teach") }}
      />
    </Page>
  );
}
