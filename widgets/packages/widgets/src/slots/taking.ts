/** Holding a place for a right and for somebody, and waiting for one. */
import { useKit } from "@largesse/kit";
import { useState } from "react";
import { type At, type Right, type Slot, type Stale, staleIn } from "./types";

export interface Taking {
  readonly busy: boolean;
  /** Something was pressed since the page was opened. */
  readonly pressed: boolean;
  readonly stale: Stale | null;
  readonly setStale: (stale: Stale | null) => void;
  /** For whom each right is booked, as it was chosen; it stays while a place is held and given back. */
  readonly whom: Readonly<Record<string, string>>;
  readonly setWhom: (whom: Readonly<Record<string, string>>) => void;
  readonly hold: (right: Right, person: string, at: At, seat?: number) => Promise<void>;
  readonly wait: (right: Right, person: string, place: string, slot: Slot) => Promise<boolean>;
}

const forWhom = (person: string): object => (person ? { beneficiary: person } : {});

/** One press at a time; whatever came of it, what the page shows is asked for again. */
export function useTaking(again: () => Promise<void>): Taking {
  const { act, locale } = useKit();
  const [busy, setBusy] = useState(false);
  const [pressed, setPressed] = useState(false);
  const [whom, setWhom] = useState<Readonly<Record<string, string>>>({});
  const [stale, setStale] = useState<Stale | null>(null);
  const press = async (document: string, ask: object): Promise<boolean> => {
    setBusy(true);
    setPressed(true);
    setStale(null);
    const answer = await act(document, ask, (no) => {
      const found = staleIn(no);
      setStale(found);
      return found !== null;
    });
    await again();
    setBusy(false);
    return answer !== null;
  };
  const hold = async (right: Right, person: string, { resource, startsAt }: At, seat = 0): Promise<void> => {
    const where = { entitlement: right.id, resource, startsAt, ...(seat ? { seat } : {}) };
    await press("hold-slot", { ...where, ...forWhom(person) });
  };
  const wait = (right: Right, person: string, place: string, slot: Slot): Promise<boolean> => {
    const { resource, startsAt: startsFrom, endsAt: startsTo } = slot;
    const ask = { entitlement: right.id, place, resource, startsFrom, startsTo, locale };
    return press("join-waiting-list", { ...ask, ...forWhom(person) });
  };
  return { busy, pressed, stale, setStale, whom, setWhom, hold, wait };
}
