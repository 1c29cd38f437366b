/** One place: who serves there, its hours, the days that differ, and its calendar. */
import { Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
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
import { enumsOf } from "../../../parts/choices";
import { AskForm } from "../../../parts/form";
import { nameFields } from "../../../parts/named";
import { FactList, Section } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
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
    <Section title={t("places.resources")}>
      <Stack gap="sm" align="flex-start">
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
              ...nameFields("name"),
              {
                name: "kind",
                label: "places.kind",
                kind: "choice",
                options: enumsOf(t, "places.kind", ["person", "room", "desk", "event"]),
              },
              { name: "seated", label: "places.seated", kind: "yes" },
            ]}
          />
        )}
      </Stack>
    </Section>
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
    <Section title={t("places.hours")}>
      {place.hours.length > 0 && (
        <Table label={t("places.hours")}>
          <tbody>
            {place.hours.map((one) => (
              <tr key={one.id}>
                <td>{one.resourceName}</td>
                <td>{one.weekdays.map((day) => t(`places.weekday.${day}`)).join(t("list.comma"))}</td>
                <td>
                  {clockOf(one.fromMinute)}–{clockOf(one.toMinute)}
                </td>
                <td>
                  {t("places.hours.cut", { minutes: one.slotMinutes, capacity: one.capacity })}
                  {one.endsOn && (
                    <Text size="xs" c="dimmed">
                      {t("places.hours.until", { day: one.endsOn })}
                    </Text>
                  )}
                </td>
                <td>
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
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {may && <NewHours place={place} again={again} />}
    </Section>
  );
}

function Exceptions({ place, again }: PartProps) {
  const { t } = useWords();
  const may = place.actions.includes("calendar");
  return (
    <Section title={t("places.exceptions")}>
      <Stack gap="sm" align="flex-start">
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
            said={({ booked: n }) => t(n ? "places.close.booked" : "places.kept", { n })}
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
      </Stack>
    </Section>
  );
}

export function PlaceSide({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Place, { id });
  const [changes, setChanges] = useState(0);
  const again = () => {
    reading.again();
    setChanges((before) => before + 1);
  };
  return (
    <Side title={reading.data?.place?.name ?? t("place.places")} back="/rights/places" size={880}>
      <Reveal reading={reading} pick={(data) => data.place}>
        {(place: PlaceShown) => (
          <>
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
            {place.actions.includes("change") && (
              <Group mt="md">
                <ChangePlaceForm place={place} done={again} />
              </Group>
            )}
            <Calendar
              place={place.id}
              may={place.actions.includes("calendar")}
              resources={place.resources}
              changes={changes}
            />
            {place.providerName ? (
              <Text c="dimmed">{t("places.theirs", { name: place.providerName })}</Text>
            ) : (
              <>
                <Resources place={place} again={again} />
                <Hours place={place} again={again} />
                <Exceptions place={place} again={again} />
              </>
            )}
          </>
        )}
      </Reveal>
    </Side>
  );
}
