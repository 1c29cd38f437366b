/** A dry run as the browser holds it: who plays, at what time, and every attempt so far; the server reckons all of it anew. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DryAct, DryLook, DryRan, Ports } from "../ports";

export const CLOCKS = ["before", "running", "last", "ended"] as const;
export type Clock = (typeof CLOCKS)[number];

export interface Chosen {
  /** A tier's code; empty: nothing is known of the client. */
  tier: string;
  tags: string[];
  /** A real client, cli_…; empty: a made-up one. */
  client: string;
  points: number;
  /** Friends who came by the client's link, in each play that is shared. */
  friends: number;
  /** The chosen moment. */
  at: string;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The moment that a clock stands for; running is now, or the middle where it does not run now. */
export function momentOf(clock: Clock, { start, end }: ActivityDocument["window"], now: number): string {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const running = from <= now && now < to ? now : (from + to) / 2;
  const at = { before: from - DAY_MS, running, last: to - MINUTE_MS, ended: to + MINUTE_MS }[clock];
  return new Date(Number.isFinite(at) ? at : now).toISOString();
}

export const dayLater = (at: string): string => new Date(Date.parse(at) + DAY_MS).toISOString();

/** What stands of a phase at a moment. */
export function phaseAt(
  at: string,
  { start, end }: ActivityDocument["window"],
): "soon" | "running" | "ended" {
  const moment = Date.parse(at);
  if (moment < Date.parse(start)) return "soon";
  return moment < Date.parse(end) ? "running" : "ended";
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
const freshSeed = (): string => [...crypto.getRandomValues(new Uint8Array(32))].map(hex).join("");

export interface Session {
  ran: DryRan | null;
  /** Why it cannot be played now; empty: it can. */
  trouble: string;
  /** Attempt a play; the step that came of it, null where no answer came. */
  act: (play: string, said?: DryAct["said"]) => Promise<DryRan["steps"][number] | null>;
  look: (look: DryLook) => Promise<DryRan["look"]>;
  anew: () => void;
  /** Who comes next has played nothing yet. */
  acts: number;
}

export function useSession(document: ActivityDocument, chosen: Chosen, ports: Ports, lost: string): Session {
  const [seed, setSeed] = useState(freshSeed);
  const [acts, setActs] = useState<DryAct[]>([]);
  const [ran, setRan] = useState<DryRan | null>(null);
  const [trouble, setTrouble] = useState("");
  const turn = useRef(0);
  const { tier, tags, client, points, friends, at } = chosen;
  const known = tags.join("\n");
  const ask = useCallback(
    async (list: DryAct[], look: DryLook | null): Promise<DryRan | null> => {
      turn.current += 1;
      const mine = turn.current;
      const facts = tier ? [{ name: "tier", value: tier }] : [];
      const who = { client: client || null, facts, tags: known ? known.split("\n") : [], points, friends };
      const found = await ports.dry({ document, client: who, at, seed, acts: list, look });
      if (mine !== turn.current) return null;
      setTrouble(found.outcome === "ran" ? "" : found.message || lost);
      if (found.outcome !== "ran") return null;
      setRan(found.ran);
      return found.ran;
    },
    [document, tier, known, client, points, friends, at, seed, ports, lost],
  );
  const listed = useRef(acts);
  listed.current = acts;
  useEffect(() => void ask(listed.current, null), [ask]);
  const act = async (play: string, said: DryAct["said"] = []) => {
    const next = [...acts, { play, at, said }];
    const step = (await ask(next, null))?.steps.at(-1) ?? null;
    if (step) setActs(next);
    return step;
  };
  const look = async (wish: DryLook) => (await ask(acts, wish))?.look ?? null;
  const anew = () => {
    setActs([]);
    listed.current = [];
    setSeed(freshSeed());
  };
  return { ran, trouble, act, look, anew, acts: acts.length };
}
