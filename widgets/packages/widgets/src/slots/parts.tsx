/** What booking, signing up and one's bookings draw alike. */
import { useKit } from "@largesse/kit";
import { type ReactNode, useEffect, useRef } from "react";
import type { At, Stale } from "./types";

interface ChoiceProps {
  readonly label: string;
  readonly shown: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly pick: (id: string) => void;
}

/** A choice of the phone's own: it is scrolled, read out and enlarged as every other. */
export function Choice({ label, shown, options, pick }: ChoiceProps) {
  return (
    <label className="lg-slots__choice">
      <span>{label}</span>
      <select value={shown} onChange={(event) => pick(event.currentTarget.value)}>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SeatsProps {
  readonly name: string;
  readonly capacity: number;
  readonly taken: readonly number[];
  readonly seat: number;
  readonly pick: (seat: number) => void;
}

/** The first seat that is free; 0: none is. */
export const firstFree = (capacity: number, taken: readonly number[]): number =>
  Array.from({ length: capacity }, (_, at) => at + 1).find((one) => !taken.includes(one)) ?? 0;

/** Numbered seats: one finger, the arrow keys or a screen reader choose among those that are free. */
export function Seats({ name, capacity, taken, seat, pick }: SeatsProps) {
  const { say } = useKit();
  return (
    <fieldset className="lg-slots__seats">
      <legend>{say("widgets.slots.seat", { free: capacity - taken.length })}</legend>
      {Array.from({ length: capacity }, (_, at) => at + 1).map((one) => (
        <label key={one}>
          <input
            type="radio"
            name={name}
            checked={one === seat}
            disabled={taken.includes(one)}
            onChange={() => pick(one)}
          />
          <span>
            {one}
            {taken.includes(one) ? <i className="lg-unseen"> {say("widgets.slots.seat_taken")}</i> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface ToldProps {
  readonly of: Stale;
  readonly busy: boolean;
  readonly press: (at: At) => void;
}

/** Why it was not to be had, and the next free times: each button books. */
export function Told({ of, busy, press }: ToldProps) {
  const { say } = useKit();
  return (
    <Panel role="alert">
      <p>{of.message}</p>
      {of.next.map((one) => (
        <button
          type="button"
          className="lg-button lg-button--small lg-button--quiet"
          key={one.resource + one.startsAt}
          disabled={busy}
          onClick={() => press(one)}
        >
          <span className="lg-unseen">{say("widgets.slots.instead")} </span>
          {one.says}
        </button>
      ))}
    </Panel>
  );
}

interface PanelProps {
  readonly role?: "alert" | "status";
  /** It stands there already when the page opens: it takes no focus then. */
  readonly still?: boolean;
  readonly children: ReactNode;
}

/** What comes next: it takes the focus, so that it is read out and is in sight on a small screen. */
export function Panel({ role, still, children }: PanelProps) {
  const here = useRef<HTMLDivElement>(null);
  const quiet = useRef(still);
  useEffect(() => {
    if (!quiet.current) here.current?.focus();
  }, []);
  return (
    <div className="lg-slots__panel" role={role} tabIndex={-1} ref={here}>
      {children}
    </div>
  );
}

interface NothingProps {
  readonly state: "waiting" | "guest" | "lost" | "known";
  readonly again: () => Promise<void>;
  /** What is said where there is none. */
  readonly none: string;
}

/** Nothing is shown: it is still asked for, nobody is recognised, it was lost, or there is none. */
export function Nothing({ state, again, none }: NothingProps) {
  const { say } = useKit();
  const words = { waiting: "\u00a0", guest: "widgets.rights.guest", lost: "h5.offline", known: none }[state];
  return (
    <p className="lg-slots__none" role="status">
      {state === "waiting" ? words : say(words)}{" "}
      {state === "lost" ? (
        <button type="button" className="lg-plain" onClick={() => void again()}>
          {say("widgets.again")}
        </button>
      ) : null}
    </p>
  );
}
