/** One place: who serves there, its hours, the days that differ, and its calendar. */
import { Group, Stack, Table, Text, Title } from "@mantine/core";
import { useRead } from "../../../api/ask";
import {
  AddException,
  AddHours,
  AddResource,
  EndHours,
  Place,
  type PlaceShown,
  RemoveException,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { AskForm } from "../../../parts/form";
import { FactList } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { Calendar } from "./Calendar";
import { ChangePlaceForm, ChangeResourceForm } from "./Change";
import { clockOf, minuteOf } from "./minutes";

interface PartProps {
  place: PlaceShown;
  again: () => void;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function Resources({ place, again }: PartProps) {
  const { t } = useWords();
  const may = place.actions.includes("change");
  return (
    <>
      <Title order={3}>{t("places.resources")}</Title>
      {place.resources.map((one) => (
        <Group key={one.id} gap="xs">
          <Text>{one.name}</Text>
          <Text c="dimmed">{t(`places.kind.${one.kind}`)}</Text>
          <Status of={one.state} />
          {may && <ChangeResourceForm resource={one} done={again} />}
        </Group>
      ))}
      {may && (
        <AskForm
          label={t("places.resource.new")}
          document={AddResource}
          said={t("places.kept")}
          done={again}
          toAsk={({ nameZh, nameEn, ...rest }) => ({
            ...rest,
            place: place.id,
            name: { zh: nameZh, en: nameEn },
          })}
          fields={[
            { name: "nameZh", label: "name.zh", of: "name" },
            { name: "nameEn", label: "name.en" },
            {
              name: "kind",
              label: "places.kind",
              kind: "choice",
              options: ["person", "room", "desk", "event"].map((one) => ({
                value: one.toUpperCase(),
                label: t(`places.kind.${one}`),
              })),
            },
            { name: "seated", label: "places.seated", kind: "yes" },
          ]}
        />
      )}
    </>
  );
}

function NewHours({ place, again }: PartProps) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("places.hours.new")}
      document={AddHours}
      said={t("places.kept")}
      done={again}
      toAsk={({ weekdays, from, to, ...rest }) => ({
        ...rest,
        weekdays: (weekdays as string[]).map(Number),
        fromMinute: minuteOf(String(from)),
        toMinute: minuteOf(String(to)),
      })}
      fields={[
        {
          name: "resource",
          label: "bookings.resource",
          kind: "choice",
          options: place.resources.map((one) => ({ value: one.id, label: one.name })),
        },
        {
          name: "weekdays",
          label: "places.weekdays",
          kind: "choices",
          options: WEEKDAYS.map((day) => ({ value: String(day), label: t(`places.weekday.${day}`) })),
        },
        { name: "from", label: "places.from", of: "fromMinute", initial: "09:00" },
        { name: "to", label: "places.to", of: "toMinute", initial: "17:00" },
        { name: "slotMinutes", label: "places.slotMinutes", kind: "whole", initial: 60 },
        { name: "capacity", label: "places.capacity", kind: "whole", initial: 1 },
        { name: "startsOn", label: "starts", kind: "day" },
      ]}
    />
  );
}

function Hours({ place, again }: PartProps) {
  const { t } = useWords();
  const may = place.actions.includes("calendar");
  const { today } = useClock();
  return (
    <>
      <Title order={3}>{t("places.hours")}</Title>
      <Table>
        <Table.Tbody>
          {place.hours.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>{one.resourceName}</Table.Td>
              <Table.Td>
                {one.weekdays.map((day) => t(`places.weekday.${day}`)).join(t("list.comma"))}
              </Table.Td>
              <Table.Td>
                {clockOf(one.fromMinute)}–{clockOf(one.toMinute)}
              </Table.Td>
              <Table.Td>
                {t("places.hours.cut", { minutes: one.slotMinutes, capacity: one.capacity })}
              </Table.Td>
              <Table.Td>
                {may && !one.endsOn && (
                  <AskConfirm
                    danger
                    size="compact-xs"
                    label={t("places.hours.end")}
                    says={t("places.hours.end.says")}
                    document={EndHours}
                    ask={{ hours: one.id, endsOn: today() }}
                    said={t("places.kept")}
                    done={again}
                  />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {may && <NewHours place={place} again={again} />}
    </>
  );
}

function Exceptions({ place, again }: PartProps) {
  const { t } = useWords();
  const may = place.actions.includes("calendar");
  return (
    <>
      <Title order={3}>{t("places.exceptions")}</Title>
      {place.exceptions.map((one) => (
        <Group key={one.id} gap="xs">
          <Text>{one.day}</Text>
          <Text>{t(`places.exception.${one.kind}`)}</Text>
          <Text c="dimmed">{one.resourceName || place.name}</Text>
          <Text c="dimmed">{one.reason}</Text>
          {may && (
            <AskConfirm
              size="compact-xs"
              label={t("places.exception.remove")}
              says={t("places.exception.remove.says")}
              document={RemoveException}
              ask={{ exception: one.id }}
              said={t("places.kept")}
              done={again}
            />
          )}
        </Group>
      ))}
      {may && (
        <AskForm
          label={t("places.close")}
          lead={t("places.close.lead")}
          document={AddException}
          said={t("places.kept")}
          done={again}
          toAsk={(values) => ({ ...values, place: place.id, kind: "CLOSED" })}
          fields={[
            { name: "day", label: "places.day", kind: "day" },
            {
              name: "resource",
              label: "places.close.only",
              kind: "choice",
              optional: true,
              options: place.resources.map((one) => ({ value: one.id, label: one.name })),
            },
            { name: "reason", label: "reason", kind: "long" },
          ]}
        />
      )}
    </>
  );
}

export function PlaceSide({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Place, { id });
  return (
    <Side title={reading.data?.place?.name ?? t("place.places")} back="/rights/places" size={880}>
      <Reveal reading={reading} pick={(data) => data.place}>
        {(place: PlaceShown) => (
          <Stack gap="md">
            <FactList
              facts={[
                ["code", <code key="code">{place.code}</code>],
                ["places.address", `${place.city} ${place.address}`],
                ["places.phone", place.phone || "–"],
                ["places.zone", place.zone],
                ["unit", place.unitName],
                ["state", <Status key="state" of={place.state} />],
              ]}
            />
            {place.actions.includes("change") && <ChangePlaceForm place={place} done={reading.again} />}
            <Calendar place={place.id} may={place.actions.includes("calendar")} resources={place.resources} />
            {place.providerName ? (
              <Text c="dimmed">{t("places.theirs", { name: place.providerName })}</Text>
            ) : (
              <>
                <Resources place={place} again={reading.again} />
                <Hours place={place} again={reading.again} />
                <Exceptions place={place} again={reading.again} />
              </>
            )}
          </Stack>
        )}
      </Reveal>
    </Side>
  );
}
