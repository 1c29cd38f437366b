/** A right as its holder has it now, asked for again and again while its code changes. */
import { useEffect, useRef, useState } from "react";
import RIGHT from "../documents/right.graphql";
import { ask } from "./wire";

export interface Code {
  readonly code12: string;
  readonly qr: string;
  readonly expiresAt: string | null;
  readonly phoneNeeded: boolean;
}
export interface Right {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly waiting: boolean;
  readonly validTo: string;
  readonly claimedAt: string | null;
  readonly providerName: string;
  readonly terms: string;
}
export interface Data {
  readonly right: Right | null;
  readonly rightCode: Code | null;
}
export type Held =
  | { readonly kind: "wait" }
  | { readonly kind: "gone" }
  | { readonly kind: "held"; readonly right: Right; readonly code: Code | null };

const POLL_MS = 3000;
const LOOK_MS = 5000;
const LEAST_MS = 800;

/** Whether something will happen to it without its holder. */
export const working = (right: Right): boolean =>
  right.waiting || right.state === "pending" || right.state === "reserved";

function heldOf({ right, rightCode }: Data): Held {
  return right ? { kind: "held", right, code: rightCode } : { kind: "gone" };
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

/** What is held, whether the last look failed (the digits still hold then, the QR code may not), and how to look now. */
export function useHeld(id: string): readonly [Held, boolean, () => void] {
  const [held, setHeld] = useState<Held>({ kind: "wait" });
  const [stale, setStale] = useState(false);
  const again = useRef<() => void>(() => undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<number | null> => {
      const found = heldOf(await ask<Data>(RIGHT, { id }));
      setStale(false);
      setHeld(found);
      return nextLook(found, Date.now());
    };
    const lost = (): number => {
      setStale(true);
      return POLL_MS;
    };
    const go = async (): Promise<void> => {
      clearTimeout(timer);
      const after_ms = await look().catch(lost);
      if (after_ms !== null) timer = setTimeout(go, after_ms);
    };
    again.current = () => void go();
    void go();
    return () => clearTimeout(timer);
  }, [id]);
  return [held, stale, () => again.current()];
}
