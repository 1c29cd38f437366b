/** Another time for a booking: the old place stays until the new one is taken. */
import { useKit } from "@largesse/kit";
import { useState } from "react";
import { Panel, Told } from "../slots/parts";
import { type At, type Stale, staleIn } from "../slots/types";
import Where from "../slots/where";
import type { Mine } from "./types";

const HORIZON_DAYS = 62;

interface To extends At {
  readonly says: string;
  readonly seat: number;
}

interface SureProps {
  readonly to: To;
  readonly busy: boolean;
  readonly press: () => void;
  readonly back: () => void;
}

function Sure({ to, busy, press, back }: SureProps) {
  const { say } = useKit();
  return (
    <Panel role="status">
      <p>{say("widgets.my-bookings.move_says", { when: to.says })}</p>
      <div className="lg-slots__acts">
        <button type="button" className="lg-button" disabled={busy} onClick={press}>
          {say("widgets.my-bookings.move_sure")}
        </button>
        <button type="button" className="lg-button lg-button--quiet" disabled={busy} onClick={back}>
          {say("widgets.slots.another")}
        </button>
      </div>
    </Panel>
  );
}

export default function Move({ one, done }: { readonly one: Mine; readonly done: () => void }) {
  const { act } = useKit();
  const [busy, setBusy] = useState(false);
  const [to, setTo] = useState<To | null>(null);
  const [stale, setStale] = useState<Stale | null>(null);
  const move = async ({ resource, startsAt, seat }: To): Promise<void> => {
    setBusy(true);
    setStale(null);
    const where = { booking: one.id, resource, startsAt, ...(seat ? { seat } : {}) };
    const answer = await act("reschedule-booking", where, (no) => {
      const found = staleIn(no);
      setStale(found);
      return found !== null;
    });
    setBusy(false);
    setTo(null);
    if (answer !== null) done();
  };
  if (to) return <Sure to={to} busy={busy} press={() => void move(to)} back={() => setTo(null)} />;
  return (
    <div className="lg-my-bookings__move">
      {stale ? <Told of={stale} busy={busy} press={(at) => void move({ ...at, says: "", seat: 0 })} /> : null}
      <Where
        right={one.right}
        horizonDays={HORIZON_DAYS}
        busy={busy}
        mine={one}
        take={async (slot, seat, place) =>
          setTo({ ...slot, seat, says: `${slot.day} ${slot.time} · ${place.name}` })
        }
      />
    </div>
  );
}
