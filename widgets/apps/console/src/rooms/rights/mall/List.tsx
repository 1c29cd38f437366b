/** The mall: what clients can have for points, what is left of it and how often it was had. */
import { MakePointsOffer, PointsOffers } from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { Amount, Count, decimal } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { OfferSide } from "./OfferSide";

export function MallPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const [state, setState] = useFilter("state");
  const list = useList(PointsOffers, (data) => data.pointsOffers, { state: state || null });
  const again = list.reading.again;
  return (
    <Page
      title={t("place.mall")}
      lead={t("place.mall.lead")}
      action={may("rights.design_points") && <NewOffer done={again} />}
    >
      <RecordList
        {...list}
        label={t("place.mall")}
        filtered={state !== ""}
        tools={<StateFilter values={["active", "stopped"]} value={state} choose={setState} />}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/rights/points/mall/${row.id}`}
        file={{ also: [{ head: "mall.batch", text: (row) => row.batchCode }] }}
        columns={[
          { head: "mall.offer", text: (row) => row.title },
          {
            head: "mall.price",
            cell: (row) => `${grouped(row.pricePoints)} ${row.kindName}`,
            text: (row) => row.pricePoints,
            right: true,
            sorts: "price",
          },
          {
            head: "rights.market",
            cell: (row) => <Amount of={row.worth} />,
            text: (row) => decimal(row.worth),
            right: true,
          },
          { head: "mall.free", cell: (row) => <Count of={row.free} />, text: (row) => row.free, right: true },
          { head: "mall.uses", cell: (row) => <Count of={row.uses} />, text: (row) => row.uses, right: true },
          { head: "mall.window", cell: (row) => clock.days(row.startsAt, row.endsAt), sorts: "endsAt" },
          { head: "state", cell: (row) => <Status of={row.state} />, text: (row) => t(`state.${row.state}`) },
        ]}
        empty={{ title: t("mall.empty"), teach: t("mall.empty.teach") }}
      />
      {id && <OfferSide id={id} changed={again} />}
    </Page>
  );
}

function NewOffer({ done }: { done: () => void }) {
  const { t } = useWords();
  const clock = useClock();
  return (
    <AskForm
      primary
      label={t("mall.new")}
      document={MakePointsOffer}
      said={t("mall.made")}
      done={done}
      toAsk={(values) => ({
        ...values,
        pricePoints: Number(values.pricePoints),
        clientMax: values.clientMax ? Number(values.clientMax) : null,
        startsAt: clock.instant(String(values.startsAt)),
        endsAt: clock.instant(String(values.endsAt)),
      })}
      fields={[
        { name: "batch", label: "mall.batch", kind: "record", record: { kind: "batch" } },
        { name: "pointsKind", label: "mall.kind", kind: "record", record: { kind: "points" } },
        { name: "pricePoints", label: "mall.price", kind: "whole" },
        {
          name: "clientMax",
          label: "mall.clientMax",
          kind: "whole",
          optional: true,
          hint: "mall.clientMax.hint",
        },
        { name: "startsAt", label: "starts", kind: "moment" },
        { name: "endsAt", label: "ends", kind: "moment" },
      ]}
    />
  );
}
