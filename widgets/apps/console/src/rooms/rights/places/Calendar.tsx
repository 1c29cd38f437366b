/** Days of a place: every slot with what is taken of it and who comes; free places are blocked and released. */
import { Button, Group, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import {
  BlockSlot,
  BookingCalendar,
  type BookingCalendarShown,
  ReleaseSlot,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Reveal } from "../../../parts/states";
import { useClock } from "../../../parts/time";

type Slot = BookingCalendarShown["slots"][number];
type Coming = BookingCalendarShown["bookings"][number];

const DAY_MS = 86_400_000;

interface RowProps {
  slot: Slot;
  coming: Coming[];
  may: boolean;
  again: () => void;
}

function SlotRow({ slot, coming, may, again }: RowProps) {
  const { t } = useWords();
  const ask = { resource: slot.resource, startsAt: slot.startsAt };
  const shared = { size: "compact-xs", reason: "required", said: t("places.kept"), done: again } as const;
  return (
    <Table.Tr>
      <Table.Td>
        {slot.day.slice(5)} {slot.time}
      </Table.Td>
      <Table.Td>{slot.resourceName}</Table.Td>
      <Table.Td>
        {t(`places.status.${slot.status}`)}{" "}
        <Text span c="dimmed">
          {t("places.taken", { taken: slot.held + slot.booked + slot.blocked, capacity: slot.capacity })}
        </Text>
      </Table.Td>
      <Table.Td>{coming.map((one) => one.clientName).join(t("list.comma"))}</Table.Td>
      <Table.Td>
        {may && slot.left > 0 && (
          <AskConfirm
            {...shared}
            label={t("places.block")}
            says={t("places.block.says", { n: slot.left })}
            document={BlockSlot}
            ask={{ ...ask, places: slot.left }}
          />
        )}
        {may && slot.blocked > 0 && (
          <AskConfirm
            {...shared}
            label={t("places.release")}
            says={t("places.release.says", { n: slot.blocked })}
            document={ReleaseSlot}
            ask={{ ...ask, places: slot.blocked }}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Slots({ shown, may, again }: { shown: BookingCalendarShown; may: boolean; again: () => void }) {
  const { t } = useWords();
  if (shown.slots.length === 0) return <Text c="dimmed">{t("places.calendar.empty")}</Text>;
  return (
    <Table>
      <Table.Tbody>
        {shown.slots.map((slot) => (
          <SlotRow
            key={`${slot.resource}@${slot.startsAt}`}
            slot={slot}
            coming={shown.bookings.filter(
              (one) => one.resource === slot.resource && one.startsAt === slot.startsAt,
            )}
            may={may}
            again={again}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

export function Calendar({ place, may }: { place: string; may: boolean }) {
  const { t } = useWords();
  const [first, setFirst] = useState<string | null>(null);
  const [days, setDays] = useState(1);
  const reading = useRead(BookingCalendar, { place, first, days });
  const begin = reading.data?.bookingCalendar?.first ?? first;
  const clock = useClock();
  const noon = begin ? Date.parse(clock.instant(`${begin}T12:00:00`)) : null;
  const go = (by: number) => noon !== null && setFirst(clock.today(noon + by * DAY_MS));
  return (
    <>
      <Title order={3}>{t("places.calendar")}</Title>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={() => go(-days)}>
          {t("places.earlier")}
        </Button>
        <Text>{begin ?? "–"}</Text>
        <Button size="compact-sm" variant="default" onClick={() => go(days)}>
          {t("places.later")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setDays(days === 1 ? 7 : 1)}>
          {t(days === 1 ? "places.week" : "places.oneDay")}
        </Button>
      </Group>
      <Reveal reading={reading} pick={(data) => data.bookingCalendar}>
        {(shown: BookingCalendarShown) => <Slots shown={shown} may={may} again={reading.again} />}
      </Reveal>
    </>
  );
}
