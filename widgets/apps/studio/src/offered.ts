/** What there is to choose from: looked for on the server, a page at a time. */
import { useEffect, useRef, useState } from "react";

export interface Offered<Row> {
  rows: Row[];
  /** Where the next page begins; null: there is none. */
  next: string | null;
}

/** A page of what a text finds; null: it could not be read. */
export type Look<Row> = (search: string, after: string | null) => Promise<Offered<Row> | null>;

type Reading = "reading" | "read" | "trouble";

/** How long the hand rests before what was typed is looked for. */
export const PAUSE_MS = 200;

/** The rows of a question so far, and how to read on; `look` stays the same from one drawing to the next. */
export function useOffered<Row>(look: Look<Row>, sought: string, open: boolean) {
  const [rows, setRows] = useState<Row[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [state, setState] = useState<Reading>("reading");
  const turn = useRef(0);
  const read = async (after: string | null) => {
    turn.current += 1;
    const mine = turn.current;
    if (!after) setState("reading");
    const found = await look(sought, after);
    if (mine !== turn.current) return;
    setState(found ? "read" : "trouble");
    if (!found) return;
    setRows((before) => (after ? [...before, ...found.rows] : found.rows));
    setNext(found.next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is asked only where the words or the source are others
  useEffect(() => {
    if (!open) return;
    setRows([]);
    setNext(null);
    void read(null);
  }, [look, sought, open]);
  return { rows, next, state, read };
}
