/** Kinds of points: how long each lasts, what it is exchanged for, what clients have of it. */
import { PointsKinds } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { Count } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { KindForm } from "./KindForm";
import { KindSide } from "./KindSide";
import { SkuPoints } from "./SkuPoints";

export function PointsKindsPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const [state, setState] = useFilter("state");
  const list = useList(PointsKinds, (data) => data.pointsKinds, { state: state || null });
  const again = list.reading.again;
  return (
    <Page
      title={t("place.pointsKinds")}
      lead={t("place.pointsKinds.lead")}
      action={
        <>
          {may("rights.supply") && <SkuPoints done={again} />}
          {may("rights.design_points") && <KindForm done={again} />}
        </>
      }
    >
      <RecordList
        {...list}
        label={t("place.pointsKinds")}
        filtered={state !== ""}
        tools={<StateFilter values={["active", "stopped"]} value={state} choose={setState} />}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/rights/points/kinds/${row.id}`}
        file={{ also: [{ head: "code", text: (row) => row.code }] }}
        columns={[
          { head: "name", text: (row) => row.name },
          { head: "points.validity", text: (row) => row.validity },
          {
            head: "points.outstanding",
            cell: (row) => <Count of={row.outstanding} />,
            text: (row) => row.outstanding,
            right: true,
            sorts: "outstanding",
          },
          {
            head: "points.clients",
            cell: (row) => <Count of={row.clients} />,
            text: (row) => row.clients,
            right: true,
          },
          { head: "unit", text: (row) => row.unitName || t("points.whole") },
          { head: "state", cell: (row) => <Status of={row.state} />, text: (row) => t(`state.${row.state}`) },
        ]}
        empty={{ title: t("points.kinds.empty"), teach: t("points.kinds.empty.teach") }}
      />
      {id && <KindSide id={id} changed={again} />}
    </Page>
  );
}
