/** Saving as one works: compare-and-swap on the draft's version, a journal on the device until the server has it. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { canonical } from "./history";
import { Journal, type Unsaved } from "./journal";
import type { Opened, Ports, Saved } from "./ports";
import type { Typing } from "./typing";

const CALM_MS = 900;
const RETRY_MIN_MS = 2_000;
const RETRY_MAX_MS = 30_000;

/** `conflict` with a colleague, `elsewhere`: with another tab of the same person. */
export type Keeping = "saved" | "editing" | "saving" | "conflict" | "elsewhere" | "trouble";

export const opposed = (keeping: Keeping): boolean => keeping === "conflict" || keeping === "elsewhere";

export interface Kept {
  keeping: Keeping;
  message: string;
  actions: string[];
  /** False where the browser cannot even keep the work on this device. */
  journalled: boolean;
  flush: () => Promise<boolean>;
  /** Give up what is not saved. */
  discard: () => void;
  /** The work of a dead tab, if there is any. */
  adopt: () => Promise<Unsaved | null>;
  /** Go on from the draft as the server has it now. */
  rebase: () => Promise<ActivityDocument | null>;
}

interface Given {
  document: ActivityDocument;
  opened: Opened;
  ports: Ports;
  typing: Typing;
}

/** What the server has, and one save at a time. */
function useSaving({ document, opened, ports, typing: { composing } }: Given, journal: Journal) {
  const [keeping, setKeeping] = useState<Keeping>("saved");
  const [told, setTold] = useState({ message: "", actions: opened.actions, tries: 0 });
  const version = useRef(opened.version);
  const kept = useRef(canonical(opened.document));
  const running = useRef<Promise<boolean> | null>(null);
  const latest = useRef(document);
  latest.current = document;

  const settle = useCallback(
    (saved: Saved, text: string): boolean => {
      if (saved.outcome !== "saved") {
        setKeeping(saved.outcome);
        setTold((was) => ({ ...was, message: saved.message, tries: was.tries + 1 }));
        return false;
      }
      version.current = saved.version;
      kept.current = text;
      setTold({ message: "", actions: saved.actions, tries: 0 });
      const whole = canonical(latest.current) === text;
      if (whole) journal.clear();
      setKeeping(whole ? "saved" : "editing");
      return whole;
    },
    [journal],
  );

  const write = useCallback(async (): Promise<boolean> => {
    const text = canonical(latest.current);
    if (text === kept.current) return true;
    if (composing()) return false;
    setKeeping((was) => (was === "trouble" ? was : "saving"));
    return settle(await ports.save(latest.current, version.current), text);
  }, [ports, composing, settle]);

  /** Save after any save that is under way; two never overlap. */
  const flush = useCallback(async (): Promise<boolean> => {
    while (running.current) await running.current;
    running.current = write();
    const answer = await running.current;
    running.current = null;
    return answer;
  }, [write]);
  return { keeping, setKeeping, told, setTold, version, kept, latest, flush };
}

type Saving = ReturnType<typeof useSaving>;

/** Whatever is new is kept on the device at once and saved after a pause; a save that failed is tried again. */
function useCalm({ document, typing }: Given, saving: Saving, journal: Journal): boolean {
  const { keeping, setKeeping, told, version, kept, flush } = saving;
  const [journalled, setJournalled] = useState(true);
  const editable = told.actions.includes("save");
  const { tries } = told;
  const { composing, finished } = typing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a finished word and a failed try are reasons to look again
  useEffect(() => {
    if (!editable || composing()) return;
    if (canonical(document) === kept.current) {
      journal.clear();
      setKeeping((was) => (was === "saving" || opposed(was) ? was : "saved"));
      return;
    }
    setJournalled(journal.keep(document, version.current, Date.now()));
    if (opposed(keeping)) return;
    setKeeping((was) => (was === "saved" ? "editing" : was));
    const pause = keeping === "trouble" ? Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** tries) : CALM_MS;
    const timer = setTimeout(() => void flush(), pause);
    return () => clearTimeout(timer);
  }, [document, flush, keeping, editable, tries, finished]);
  return journalled;
}

export function useKeeping(given: Given): Kept {
  const { opened, ports } = given;
  const journal = useMemo(() => new Journal(opened.author, opened.id), [opened.author, opened.id]);
  const saving = useSaving(given, journal);
  const { keeping, setKeeping, told, setTold, version, kept, latest, flush } = saving;
  const journalled = useCalm(given, saving, journal);
  useReturn(keeping, flush, ports);
  useParting({ keeping, flush, journal, ports, unsaved: () => canonical(latest.current) !== kept.current });
  const rebase = useCallback(async () => {
    const theirs = await ports.reload();
    if (!theirs) return null;
    version.current = theirs.version;
    kept.current = canonical(theirs.document);
    setTold({ message: "", actions: theirs.actions, tries: 0 });
    setKeeping("editing");
    return theirs.document;
  }, [ports, version, kept, setTold, setKeeping]);
  const discard = useCallback(() => {
    kept.current = canonical(latest.current);
    journal.clear();
  }, [journal, kept, latest]);
  const adopt = useCallback(async () => {
    const found = await journal.adopt(opened.document);
    // The draft may have moved on since: saving from the version that the work began from finds out.
    if (found) version.current = found.version;
    return found;
  }, [journal, opened.document, version]);
  return { keeping, message: told.message, actions: told.actions, journalled, flush, discard, adopt, rebase };
}

/** The line, or the session, is back: try at once. */
function useReturn(keeping: Keeping, flush: () => Promise<boolean>, ports: Ports): void {
  useEffect(() => {
    if (keeping !== "trouble") return;
    const again = () => void flush();
    window.addEventListener("online", again);
    const stop = ports.reached(again);
    return () => {
      window.removeEventListener("online", again);
      stop();
    };
  }, [keeping, flush, ports]);
}

interface Parting {
  keeping: Keeping;
  flush: () => Promise<boolean>;
  journal: Journal;
  ports: Ports;
  unsaved: () => boolean;
}

/** The tab is hidden or closed, or the editor is left by another way than its door: save, and say what is not saved. */
function useParting(parting: Parting): void {
  const now = useRef(parting);
  now.current = parting;
  const { journal } = parting;
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => now.current.unsaved() && event.preventDefault();
    const hide = () => {
      const { keeping, flush } = now.current;
      if (document.visibilityState === "hidden" && !opposed(keeping)) void flush();
    };
    journal.open();
    window.addEventListener("beforeunload", hold);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.removeEventListener("beforeunload", hold);
      document.removeEventListener("visibilitychange", hide);
      void part(now.current).finally(() => journal.close());
    };
  }, [journal]);
}

async function part({ keeping, flush, ports, unsaved }: Parting): Promise<void> {
  if (!unsaved()) return;
  if (opposed(keeping) || !(await flush())) ports.unsaved();
}
