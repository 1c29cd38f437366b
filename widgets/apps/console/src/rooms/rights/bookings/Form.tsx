/** Book for a client, or move what is booked: who serves, when, why. */
import { BookForClient, type BookingsRow, ConfirmKnown, MoveBooking } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskForm, type Field, type Values } from "../../../parts/form";
import { useClock } from "../../../parts/time";

const SLOT: Field[] = [
  { name: "resource", label: "bookings.resource", kind: "record", record: { kind: "resource" } },
  { name: "startsAt", label: "bookings.startsAt", kind: "moment" },
  { name: "reason", label: "reason", kind: "long" },
];

/** A moment is typed by the institution's clock and asked for as an instant. */
function useAt() {
  const { instant } = useClock();
  return (values: Values) => ({ ...values, startsAt: instant(String(values.startsAt)) });
}

export function BookFor({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const at = useAt();
  if (!may("rights.book_for_client")) return null;
  return (
    <AskForm
      label={t("bookings.new")}
      document={BookForClient}
      said={t("bookings.done")}
      done={done}
      toAsk={at}
      fields={[
        { name: "entitlement", label: "bookings.right", kind: "record", record: { kind: "bookable" } },
        ...SLOT,
      ]}
    />
  );
}

export function MoveTo({ row, done }: { row: BookingsRow; done: () => void }) {
  const { t } = useWords();
  const at = useAt();
  return (
    <AskForm
      size="compact-xs"
      label={t("bookings.move")}
      document={MoveBooking}
      said={t("bookings.done")}
      done={done}
      toAsk={(values) => ({ ...at(values), booking: row.id })}
      fields={SLOT}
    />
  );
}

/** A yes that was given in time, by telephone or by a payment, and is only known now. */
export function ConfirmLate({ row, done }: { row: BookingsRow; done: () => void }) {
  const { t } = useWords();
  const { instant } = useClock();
  return (
    <AskForm
      size="compact-xs"
      label={t("bookings.late")}
      lead={t("bookings.late.lead")}
      document={ConfirmKnown}
      said={t("bookings.done")}
      done={done}
      toAsk={({ confirmedAt, reason }) => ({
        reason,
        booking: row.id,
        confirmedAt: instant(String(confirmedAt)),
      })}
      fields={[
        { name: "confirmedAt", label: "bookings.confirmedAt", kind: "moment" },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
