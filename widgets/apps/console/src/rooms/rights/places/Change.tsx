/** Change a place or who serves there; stopping keeps what is booked. */
import { ChangePlace, ChangeResource, type PlaceShown } from "../../../api/documents_gen";
import { type Localized, useWords } from "../../../copy";
import { enumsOf } from "../../../parts/choices";
import { AskForm, type Field } from "../../../parts/form";
import { nameFields } from "../../../parts/named";

const RUNS = ["active", "stopped"];

/** A text in both languages as a document holds it. */
const inBoth = (title: unknown): { zh: string; en: string } => {
  const held = title as Record<string, string>;
  return { zh: held["zh-CN"] ?? "", en: held.en ?? "" };
};

function useStateField(state: string): Field {
  const { t } = useWords();
  const options = enumsOf(t, "state", RUNS);
  return { name: "state", label: "state", kind: "choice", options, initial: state.toUpperCase() };
}

interface ChangeProps {
  place: PlaceShown;
  done: () => void;
}

export function ChangePlaceForm({ place, done }: ChangeProps) {
  const { t } = useWords();
  const state = useStateField(place.state);
  const [city, address] = [place.cityTitle, place.addressTitle].map(inBoth);
  return (
    <AskForm
      label={t("places.change")}
      document={ChangePlace}
      said={t("places.kept")}
      done={done}
      toAsk={({ nameZh, nameEn, addressZh, addressEn, ...rest }) => ({
        ...rest,
        place: place.id,
        name: { zh: nameZh, en: nameEn },
        city,
        address: { zh: addressZh, en: addressEn },
        latitudeE6: place.latitudeE6,
        longitudeE6: place.longitudeE6,
      })}
      fields={[
        ...nameFields("name", place.title as Localized),
        { name: "addressZh", label: "places.address.zh", of: "address", initial: address?.zh ?? "" },
        { name: "addressEn", label: "places.address.en", initial: address?.en ?? "" },
        { name: "phone", label: "places.phone", optional: true, initial: place.phone },
        state,
      ]}
    />
  );
}

interface ChangeResourceProps {
  resource: PlaceShown["resources"][number];
  done: () => void;
}

export function ChangeResourceForm({ resource, done }: ChangeResourceProps) {
  const { t } = useWords();
  const state = useStateField(resource.state);
  return (
    <AskForm
      size="compact-xs"
      label={t("places.resource.change")}
      document={ChangeResource}
      said={t("places.kept")}
      done={done}
      toAsk={({ nameZh, nameEn, ...rest }) => ({
        ...rest,
        resource: resource.id,
        name: { zh: nameZh, en: nameEn },
      })}
      fields={[...nameFields("name", resource.title as Localized), state]}
    />
  );
}
