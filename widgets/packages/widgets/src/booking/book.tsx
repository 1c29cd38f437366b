/** Booking a time: which right, for whom, where, when; then the yes. */
import { useKit } from "@largesse/kit";
import { useState } from "react";
import { Booked, type Done, HeldPlace } from "../slots/held";
import { Choice, Told } from "../slots/parts";
import type { PartProps } from "../slots/shell";
import { type Taking, useTaking } from "../slots/taking";
import { type Bookable, type Right, rightsIn, type Stale } from "../slots/types";
import Where from "../slots/where";
import { useWhom } from "../slots/whom";

const toBook = ({ kind }: { readonly kind: string }): boolean => kind === "appointment";

const nameOf = ({ title, holderName }: Right, mine: boolean): string =>
  mine ? title : `${title} · ${holderName}`;

interface OneProps {
  readonly right: Right;
  readonly of: Bookable;
  readonly taking: Taking;
  readonly waits: () => void;
}

/** For whom, where and when one right is booked. */
function One({ right, of, taking, waits }: OneProps) {
  const { person, choice } = useWhom(right, of, taking);
  return (
    <>
      {taking.stale ? (
        <Told of={taking.stale} busy={taking.busy} press={(at) => void taking.hold(right, person, at)} />
      ) : null}
      {choice}
      <Where
        right={right.id}
        horizonDays={right.horizonDays}
        busy={taking.busy}
        take={(slot, seat) => taking.hold(right, person, slot, seat)}
        wait={async (slot, place) => {
          if (await taking.wait(right, person, place.id, slot)) waits();
        }}
      />
    </>
  );
}

interface RightsProps extends Omit<OneProps, "right"> {
  readonly rights: readonly Right[];
}

function Rights({ rights, ...one }: RightsProps) {
  const { say } = useKit();
  const [chosen, setChosen] = useState("");
  const right = rights.find(({ id }) => id === chosen) ?? rights[0];
  if (!right) return null;
  const name = (which: Right): string => nameOf(which, one.of.bookableRights.includes(which));
  return (
    <>
      {rights.length > 1 ? (
        <Choice
          label={say("widgets.booking.right")}
          shown={right.id}
          options={rights.map((which) => ({ id: which.id, name: name(which) }))}
          pick={(id) => {
            one.taking.setStale(null);
            setChosen(id);
          }}
        />
      ) : (
        <p>{name(right)}</p>
      )}
      <One key={right.id} right={right} {...one} />
    </>
  );
}

export default function Book({ of, again }: PartProps<Bookable>) {
  const { say } = useKit();
  const taking = useTaking(again);
  const [done, setDone] = useState<Done | null>(null);
  const [waits, setWaits] = useState(false);
  const held = of.heldBookings.filter((one) => toBook(one) && one.id !== done?.id);
  const over = (booked: Done | null, stale: Stale | null): void => {
    setDone(booked);
    taking.setStale(stale);
    void again();
  };
  return (
    <>
      {done ? <Booked of={done} /> : null}
      {waits ? <p role="status">{say("widgets.slots.waits")}</p> : null}
      {held.map((one) => (
        <HeldPlace key={one.id} of={one} still={!taking.pressed} over={over} />
      ))}
      {held.length === 0 ? (
        <Rights rights={rightsIn(of).filter(toBook)} of={of} taking={taking} waits={() => setWaits(true)} />
      ) : null}
    </>
  );
}
