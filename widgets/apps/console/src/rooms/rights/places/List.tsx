/** Places where rights are used by appointment, and how SKUs are booked at them. */
import { useState } from "react";
import { BookingServices, CreatePlace, Places } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { nameFields } from "../../../parts/named";
import { SideBySide } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { PlaceSide } from "./Page";
import { ServiceForm } from "./Service";

const VIEWS = ["places", "services"];

function NewPlace({ done }: { done: () => void }) {
  const { t } = useWords();
  const { zone } = useClock();
  const { may } = useSigned();
  if (!may("rights.keep_places")) return null;
  return (
    <AskForm
      primary
      label={t("places.new")}
      document={CreatePlace}
      said={t("places.new.done")}
      done={done}
      toAsk={({ nameZh, nameEn, cityZh, cityEn, addressZh, addressEn, ...rest }) => ({
        ...rest,
        name: { zh: nameZh, en: nameEn },
        city: { zh: cityZh, en: cityEn },
        address: { zh: addressZh, en: addressEn },
      })}
      fields={[
        { name: "code", label: "code" },
        ...nameFields("name"),
        { name: "cityZh", label: "places.city.zh", of: "city" },
        { name: "cityEn", label: "places.city.en" },
        { name: "addressZh", label: "places.address.zh", of: "address" },
        { name: "addressEn", label: "places.address.en" },
        { name: "phone", label: "places.phone", optional: true },
        { name: "zone", label: "places.zone", initial: zone },
        { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
      ]}
    />
  );
}

function PlaceEntries({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const list = useList(Places, (data) => data.places, { state: null });
  return (
    <>
      <RecordList
        {...list}
        label={t("place.places")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/rights/places/${row.id}`}
        columns={[
          { head: "name", text: (row) => row.name },
          { head: "places.city", text: (row) => row.city, sorts: "city" },
          { head: "places.address", text: (row) => row.address },
          { head: "places.whose", text: (row) => row.providerName || t("services.source.own") },
          { head: "unit", text: (row) => row.unitName },
          {
            head: "state",
            cell: (row) => <Status of={row.state} />,
          },
        ]}
        empty={{ title: t("places.empty"), teach: t("places.empty.teach") }}
      />
      {id && <PlaceSide id={id} />}
    </>
  );
}

function ServiceEntries() {
  const { t } = useWords();
  const list = useList(BookingServices, (data) => data.bookingServices, { state: null });
  return (
    <RecordList
      {...list}
      label={t("places.view.services")}
      keyOf={(row) => row.id}
      columns={[
        { head: "services.sku", text: (row) => row.skuName, sorts: "sku" },
        {
          head: "services.source",
          text: (row) =>
            row.source === "provider"
              ? `${row.providerName} · ${row.providerSku}`
              : t(`services.source.${row.source}`),
        },
        { head: "services.kind", text: (row) => t(`services.kind.${row.kind}`) },
        { head: "services.minutes", text: (row) => String(row.minutes), right: true },
        { head: "services.freeUntilHours", text: (row) => String(row.freeUntilHours), right: true },
        { head: "services.lateUnits", text: (row) => String(row.lateUnits), right: true },
        { head: "services.noShowUnits", text: (row) => String(row.noShowUnits), right: true },
        {
          head: "services.servedAt",
          text: (row) => (row.placesWhy ? t("services.unread", { n: row.servedAt }) : String(row.servedAt)),
          right: true,
        },
        {
          head: "state",
          cell: (row) => <Status of={row.state} />,
        },
        {
          head: "actions",
          right: true,
          cell: (row) => <ServiceForm row={row} done={list.reading.again} />,
        },
      ]}
      empty={{ title: t("services.empty"), teach: t("services.empty.teach") }}
    />
  );
}

export function PlacesPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const [view, setView] = useFilter("view", "places");
  /** What was made is read with a list begun anew. */
  const [turn, setTurn] = useState(0);
  const New = view === "services" ? ServiceForm : NewPlace;
  return (
    <Page
      title={t("place.places")}
      lead={t("place.places.lead")}
      action={<New done={() => setTurn(turn + 1)} />}
    >
      <SideBySide
        tabs
        values={VIEWS}
        value={view}
        choose={setView}
        label={t("place.places")}
        family="places.view"
      />
      {view === "services" ? <ServiceEntries key={turn} /> : <PlaceEntries key={turn} id={id} />}
    </Page>
  );
}
