/** Days of a place: slots with what is taken of them and who comes; places of those ahead are blocked, released. */
import { Button, Group, Select, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useRead } from "../../../api/ask";
import {
  BlockSlot,
  BookingCalendar,
  type BookingCalendarShown,
  ReleaseSlot,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { SideBySide } from "../../../parts/narrow";
import { Section } from "../../../parts/page";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";

type Slot = BookingCalendarShown["slots"][number];
type Coming = BookingCalendarShown["bookings"][number];

const DAY_MS = 86_400_000;
const VIEWS = ["day", "week", "resource"] as const;
type View = (typeof VIEWS)[number];

interface RowProps {
  slot: Slot;
  coming: Coming[];
  may: boolean;
  again: () => void;
  by: View;
}

function SlotRow({ slot, coming, may, again, by }: RowProps) {
  const { t } = useWords();
  const ask = { resource: slot.resource, startsAt: slot.startsAt };
  const ahead = slot.turn === "ahead";
  const changes = may && ahead;
  const shared = { size: "compact-xs", reason: "required", said: t("places.kept"), done: again } as const;
  return (
    <tr>
      <td>{by === "resource" ? `${slot.day.slice(5)} ${slot.time}` : slot.time}</td>
      <td>{by === "resource" ? slot.session : slot.resourceName}</td>
      <td>
        {t(ahead ? `places.status.${slot.status}` : `places.turn.${slot.turn}`)}{" "}
        <Text span c="dimmed">
          {t("places.taken", { taken: slot.held + slot.booked + slot.blocked, capacity: slot.capacity })}
        </Text>
      </td>
      <td>
        {coming.map((one) => (
          <Group key={one.id} gap={6}>
            <Text span>{one.clientName}</Text>
            <Status of={one.state} />
          </Group>
        ))}
      </td>
      <td>
        <Group gap={6} justify="flex-end">
          {changes && slot.left > 0 && (
            <AskConfirm
              {...shared}
              label={t("places.block")}
              says={t("places.block.says", { n: slot.left })}
              document={BlockSlot}
              ask={{ ...ask, places: slot.left }}
            />
          )}
          {changes && slot.blocked > 0 && (
            <AskConfirm
              {...shared}
              said={({ served }) => t(served > 0 ? "places.released" : "places.kept", { n: served })}
              label={t("places.release")}
              says={t("places.release.says", { n: slot.blocked })}
              document={ReleaseSlot}
              ask={{ ...ask, places: slot.blocked }}
            />
          )}
        </Group>
      </td>
    </tr>
  );
}

/** Who comes at a time that is no slot of ours: in a provider's own calendar. */
function Apart({ coming }: { coming: Coming[] }) {
  const { t } = useWords();
  return (
    <Table label={t("places.calendar.theirs")}>
      <tbody>
        {coming.map((one) => (
          <tr key={one.id}>
            <td>
              {one.day.slice(5)} {one.time}
            </td>
            <td>{one.clientName}</td>
            <td>
              <Status of={one.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

interface SlotsProps {
  shown: BookingCalendarShown;
  only: string;
  by: View;
  may: boolean;
  again: () => void;
}

/** The slots under heads: of each day, or of each resource. */
function Slots({ shown, only, by, may, again }: SlotsProps) {
  const { t } = useWords();
  const slots = shown.slots.filter((slot) => only === "" || slot.resource === only);
  const headOf = (slot: Slot) => (by === "resource" ? slot.resourceName : slot.day);
  const heads = [...new Set(slots.map(headOf))];
  const apart = shown.bookings.filter(
    (one) =>
      (only === "" || one.resource === only) &&
      !shown.slots.some((slot) => slot.resource === one.resource && slot.startsAt === one.startsAt),
  );
  if (slots.length + apart.length === 0) return <Text c="dimmed">{t("places.calendar.empty")}</Text>;
  const sections = heads.map((head) => (
    <section key={head} aria-label={head}>
      <Text fw={600} mt="sm">
        {head}
      </Text>
      <Table label={head}>
        <tbody>
          {slots
            .filter((slot) => headOf(slot) === head)
            .map((slot) => (
              <SlotRow
                key={`${slot.resource}@${slot.startsAt}`}
                slot={slot}
                by={by}
                coming={shown.bookings.filter(
                  (one) => one.resource === slot.resource && one.startsAt === slot.startsAt,
                )}
                may={may}
                again={again}
              />
            ))}
        </tbody>
      </Table>
    </section>
  ));
  return (
    <>
      {apart.length > 0 && <Apart coming={apart} />}
      {sections}
    </>
  );
}

interface CalendarProps {
  place: string;
  may: boolean;
  resources: { id: string; name: string }[];
  /** How often hours, resources or exceptions were changed beside it: slots may stand otherwise by now. */
  changes: number;
}

export function Calendar({ place, may, resources, changes }: CalendarProps) {
  const { t } = useWords();
  const [first, setFirst] = useState<string | null>(null);
  const [by, setBy] = useState<View>("day");
  const [only, setOnly] = useState("");
  const days = by === "day" ? 1 : 7;
  const reading = useRead(BookingCalendar, { place, first, days });
  const { again } = reading;
  useEffect(() => {
    if (changes > 0) again();
  }, [changes, again]);
  const begin = first ?? reading.data?.bookingCalendar?.first ?? null; // what was pressed counts before it is read
  const clock = useClock();
  const noon = begin ? Date.parse(clock.instant(`${begin}T12:00:00`)) : null;
  const go = (step: number) => noon !== null && setFirst(clock.today(noon + step * DAY_MS));
  return (
    <Section title={t("places.calendar")}>
      <Group gap="xs" mb="sm">
        <SideBySide
          values={[...VIEWS]}
          value={by}
          choose={(view) => {
            setBy(view as View);
            setFirst(begin); // the other view goes on from the day that is shown, read again or not
          }}
          label={t("places.calendar")}
          family="places.by"
        />
        <Button size="compact-sm" variant="default" disabled={noon === null} onClick={() => go(-days)}>
          {t("places.earlier")}
        </Button>
        <Text>{begin ?? "–"}</Text>
        <Button size="compact-sm" variant="default" disabled={noon === null} onClick={() => go(days)}>
          {t("places.later")}
        </Button>
        <Select
          size="xs"
          aria-label={t("bookings.resource")}
          data={[
            { value: "", label: t("places.by.all") },
            ...resources.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={only}
          allowDeselect={false}
          onChange={(id) => setOnly(id ?? "")}
        />
      </Group>
      <Reveal reading={reading} pick={(data) => data.bookingCalendar}>
        {(shown: BookingCalendarShown) => (
          <Slots shown={shown} only={only} by={by} may={may} again={reading.again} />
        )}
      </Reveal>
    </Section>
  );
}
