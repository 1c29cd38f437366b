/** What is outstanding: points by the month in which they end, for the books. */
import { PointsOutstanding } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { useList } from "../../../parts/useList";

export function PointsOutstandingPage() {
  const { t } = useWords();
  const list = useList(PointsOutstanding, (data) => data.pointsOutstanding);
  return (
    <Page title={t("place.pointsOutstanding")} lead={t("place.pointsOutstanding.lead")}>
      <RecordList
        {...list}
        label={t("place.pointsOutstanding")}
        keyOf={(row) => row.id}
        file={{ also: [{ head: "code", text: (row) => row.code }] }}
        columns={[
          { head: "points.month", text: (row) => row.month || t("points.endless"), sorts: "month" },
          { head: "points.kind", text: (row) => row.kindName, sorts: "code" },
          {
            head: "points.outstanding",
            cell: (row) => <Count of={row.points} />,
            text: (row) => row.points,
            right: true,
            sorts: "points",
          },
          {
            head: "points.clients",
            cell: (row) => <Count of={row.clients} />,
            text: (row) => row.clients,
            right: true,
          },
          {
            head: "points.awardsCount",
            cell: (row) => <Count of={row.awards} />,
            text: (row) => row.awards,
            right: true,
          },
        ]}
        empty={{ title: t("points.outstanding.empty") }}
      />
    </Page>
  );
}
