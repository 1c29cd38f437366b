/** Clients and their points; an adviser sees his own clients. */
import { AwardPointsByFile, PointsHolders, type PointsHoldersRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { useList } from "../../../parts/useList";

export function PointsHoldersPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(PointsHolders, (data) => data.pointsHolders);
  const told = (row: PointsHoldersRow) =>
    row.balances
      .map((one) => t("points.balance.one", { name: one.kindName, points: one.usable }))
      .join(t("list.comma"));
  const owed = (row: PointsHoldersRow) => row.balances.reduce((sum, one) => sum + one.owed, 0);
  return (
    <Page
      title={t("place.points")}
      lead={t("place.points.lead")}
      action={may("rights.adjust_points") && <ByFile done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.points")}
        placeholder={t("points.search")}
        keyOf={(row) => row.id}
        open={(row) => `/rights/points/clients/${row.id}`}
        file={{}}
        columns={[
          { head: "points.client", text: (row) => row.name },
          { head: "points.number", text: (row) => row.externalId, sorts: "externalId" },
          { head: "points.balance", cell: (row) => told(row) || "–", text: told },
          { head: "points.owed", cell: (row) => <Count of={owed(row) || null} />, text: owed, right: true },
          { head: "unit", text: (row) => row.unitName },
        ]}
        empty={{ title: t("points.holders.empty"), teach: t("points.holders.empty.teach") }}
      />
    </Page>
  );
}

function ByFile({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("points.file")}
      lead={t("points.file.lead")}
      document={AwardPointsByFile}
      said={(answer) =>
        answer.request
          ? t("points.file.waits", { points: answer.points })
          : t("points.file.done", { awarded: answer.awarded, earlier: answer.earlier, points: answer.points })
      }
      done={done}
      toAsk={(values) => values}
      fields={[
        { name: "pointsKind", label: "points.kind", kind: "record", record: { kind: "points" } },
        { name: "file", label: "points.file.name", hint: "points.file.name.hint" },
        { name: "lines", label: "points.file.lines", kind: "long", hint: "points.file.lines.hint" },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
