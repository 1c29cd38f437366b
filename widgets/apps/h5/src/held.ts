/** A right as its holder has it now, asked for again and again while its code changes. */
import type { Client } from "@largesse/kit";
import { useEffect, useRef, useState } from "react";
import RIGHT from "../documents/right.graphql";
import { clock, hear } from "./clock";
import { oneAtATime, onReturn } from "./single";
import { ask } from "./wire";

export interface Code {
  readonly code12: string;
  readonly qr: string;
  readonly expiresAt: string | null;
  readonly phoneNeeded: boolean;
  /** The PIN beside a provider's code; empty: none. */
  readonly pin: string;
  readonly now: string;
}
/** How a right stands at its provider: what was told last, and the pages that can be opened there now. */
export interface Side {
  readonly status: { readonly kind: string; readonly says: string; readonly at: string } | null;
  readonly pages: ReadonlyArray<{ readonly purpose: string; readonly name: string }>;
}
export interface Right {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly waiting: boolean;
  /** No provider serves the client's city yet: one is looked for. */
  readonly seeking: boolean;
  /** Its provider is paused: it is kept, and waits. */
  readonly paused: boolean;
  readonly validTo: string;
  readonly claimedAt: string | null;
  readonly providerName: string;
  readonly terms: string;
  readonly providerSide: Side | null;
  /** How often it can be used in all, and still. */
  readonly units: number;
  readonly unitsLeft: number;
  readonly service: string;
  /** Its days and hours in words; empty: at any time. */
  readonly hours: readonly string[];
  /** When it can be used next, where it cannot be now. */
  readonly opensAt: string | null;
  /** Its form is to be answered before it is claimed or booked. */
  readonly formDue: boolean;
  /** The package that it came in; null: it came by itself. */
  readonly packageTitle: string | null;
}
export interface Me {
  readonly maskedName: string;
  readonly tier: { readonly name: string };
  readonly adviser: Client["adviser"];
}
export interface Data {
  readonly right: Right | null;
  readonly rightCode: Code | null;
  readonly me: Me | null;
}
/** guest: nobody is recognised, so whose it is cannot be said; gone: it is not this client's. */
export type Held =
  | { readonly kind: "wait" }
  | { readonly kind: "guest" }
  | { readonly kind: "gone"; readonly me: Me }
  | { readonly kind: "held"; readonly right: Right; readonly code: Code | null; readonly me: Me | null };

const POLL_MS = 3000;
const LOOK_MS = 5000;
const LEAST_MS = 800;

/** Whether something will happen to it without its holder. */
export const working = (right: Right): boolean =>
  right.waiting || right.state === "pending" || right.state === "reserved";

export function heldOf({ right, rightCode, me }: Data): Held {
  if (rightCode) hear(rightCode.now);
  if (right) return { kind: "held", right, code: rightCode, me };
  return me ? { kind: "gone", me } : { kind: "guest" };
}

/**
 * When to look again, in milliseconds: when the code ends, or sooner to see that it was used; null: never.
 * A right that just became usable may be told a moment before its code.
 */
export function nextLook(held: Held, now: number): number | null {
  if (held.kind !== "held") return null;
  if (!held.code) return working(held.right) || held.right.state === "active" ? POLL_MS : null;
  const ends = held.code.expiresAt ? Date.parse(held.code.expiresAt) - now : LOOK_MS;
  return Math.max(LEAST_MS, Math.min(LOOK_MS, ends));
}

/**
 * What is held, whether the last look failed (the digits still hold then, the QR code may not), and how to look now.
 * One look is under way at most; one that is wanted meanwhile follows it.
 */
export function useHeld(id: string): readonly [Held, boolean, () => Promise<void>] {
  const [held, setHeld] = useState<Held>({ kind: "wait" });
  const [stale, setStale] = useState(false);
  const again = useRef<() => Promise<void>>(async () => undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<number | null> => {
      const found = heldOf(await ask<Data>(RIGHT, { id }));
      setStale(false);
      setHeld(found);
      return nextLook(found, clock());
    };
    const lost = (): number => {
      setStale(true);
      return POLL_MS;
    };
    const go = oneAtATime(async () => {
      clearTimeout(timer);
      const after_ms = await look().catch(lost);
      clearTimeout(timer);
      if (after_ms !== null) timer = setTimeout(() => void go(), after_ms);
    });
    again.current = go;
    void go();
    const rest = onReturn(() => void go());
    return () => {
      clearTimeout(timer);
      rest();
    };
  }, [id]);
  return [held, stale, () => again.current()];
}
