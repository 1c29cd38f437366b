/** Booking a time: which right, for whom, where, when; then the yes. */
import { useKit } from "@largesse/kit";
import { useState } from "react";
import { Booked, type Done, HeldPlace } from "../slots/held";
import { Panel, Told } from "../slots/parts";
import { Rights } from "../slots/rights";
import type { PartProps } from "../slots/shell";
import { type Taking, useTaking } from "../slots/taking";
import type { Bookable, Right, Stale } from "../slots/types";
import Where from "../slots/where";
import { useWhom } from "../slots/whom";

const toBook = ({ kind }: { readonly kind: string }): boolean => kind === "appointment";

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

export default function Book({ of, again }: PartProps<Bookable>) {
  const { say } = useKit();
  const taking = useTaking(again);
  const [done, setDone] = useState<Done | null>(null);
  const [waits, setWaits] = useState(0);
  const held = of.heldBookings.filter((one) => toBook(one) && one.id !== done?.id);
  const over = (booked: Done | null, stale: Stale | null): void => {
    setDone(booked);
    taking.setStale(stale);
    void again();
  };
  return (
    <>
      {done ? <Booked of={done} /> : null}
      {waits > 0 ? (
        <Panel key={waits} role="status">
          <p>{say("widgets.slots.waits")}</p>
        </Panel>
      ) : null}
      {held.map((one) => (
        <HeldPlace key={one.id} of={one} still={!taking.pressed} over={over} />
      ))}
      {held.length === 0 ? (
        <Rights of={of} kind="appointment" taking={taking}>
          {(right) => (
            <One key={right.id} right={right} of={of} taking={taking} waits={() => setWaits(waits + 1)} />
          )}
        </Rights>
      ) : null}
    </>
  );
}
