/** The draft on the desk: one document, its history, and saving by compare-and-swap. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Opened, Ports } from "./ports";

const HISTORY_MAX = 100;
const CALM_MS = 900;

export type Keeping = "saved" | "editing" | "saving" | "conflict" | "trouble";

/** The same value gives the same text, whatever order its keys came in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export interface Draft {
  document: ActivityDocument;
  keeping: Keeping;
  message: string;
  /** What the platform allows with the activity now. */
  actions: string[];
  /** Grows when the document was replaced from outside the canvas, so that the canvas opens it anew. */
  edition: number;
  edit: (change: (draft: ActivityDocument) => void) => void;
  /** Replace the first page's nodes; told by the canvas, which keeps its own history. */
  draw: (nodes: ActivityDocument["pages"][number]["nodes"]) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  takeTheirs: () => Promise<void>;
  keepMine: () => Promise<void>;
  flush: () => Promise<boolean>;
}

interface Desk {
  document: ActivityDocument;
  past: ActivityDocument[];
  future: ActivityDocument[];
  edition: number;
}

function useDesk(opened: Opened) {
  const [desk, setDesk] = useState<Desk>({ document: opened.document, past: [], future: [], edition: 0 });
  const edit = useCallback((change: (draft: ActivityDocument) => void) => {
    setDesk((now) => {
      const next = structuredClone(now.document);
      change(next);
      return { ...now, document: next, past: [...now.past, now.document].slice(-HISTORY_MAX), future: [] };
    });
  }, []);
  const draw = useCallback((nodes: ActivityDocument["pages"][number]["nodes"]) => {
    setDesk((now) => {
      const [first, ...rest] = now.document.pages;
      if (!first || canonical(first.nodes) === canonical(nodes)) return now;
      return { ...now, document: { ...now.document, pages: [{ ...first, nodes }, ...rest] } };
    });
  }, []);
  const step = useCallback((from: "past" | "future") => {
    setDesk((now) => {
      const target = now[from].at(-1);
      if (!target) return now;
      const to = from === "past" ? "future" : "past";
      return {
        document: target,
        edition: now.edition + 1,
        past: now.past,
        future: now.future,
        [from]: now[from].slice(0, -1),
        [to]: [...now[to], now.document],
      };
    });
  }, []);
  const replace = useCallback((document: ActivityDocument) => {
    setDesk((now) => ({ document, past: [], future: [], edition: now.edition + 1 }));
  }, []);
  return { desk, edit, draw, step, replace };
}

export function useDraft(opened: Opened, ports: Ports): Draft {
  const { desk, edit, draw, step, replace } = useDesk(opened);
  const [keeping, setKeeping] = useState<Keeping>("saved");
  const [message, setMessage] = useState("");
  const [actions, setActions] = useState(opened.actions);
  const editable = actions.includes("save");
  const version = useRef(opened.version);
  const kept = useRef(canonical(opened.document));
  const running = useRef<Promise<boolean> | null>(null);
  const latest = useRef(desk.document);
  latest.current = desk.document;

  const write = useCallback(async (): Promise<boolean> => {
    const document = latest.current;
    const text = canonical(document);
    if (text === kept.current) return true;
    setKeeping("saving");
    const saved = await ports.save(document, version.current);
    if (saved.outcome !== "saved") {
      setKeeping(saved.outcome);
      setMessage(saved.message);
      return false;
    }
    version.current = saved.version;
    setActions(saved.actions);
    kept.current = text;
    setKeeping(canonical(latest.current) === text ? "saved" : "editing");
    return true;
  }, [ports]);

  /** Save after any save that is under way; two never overlap. */
  const flush = useCallback(async (): Promise<boolean> => {
    if (running.current) await running.current;
    running.current = write();
    const answer = await running.current;
    running.current = null;
    return answer;
  }, [write]);

  useEffect(() => {
    if (!editable || keeping === "conflict") return;
    if (canonical(desk.document) === kept.current) {
      setKeeping((now) => (now === "editing" ? "saved" : now));
      return;
    }
    setKeeping((now) => (now === "saving" ? now : "editing"));
    const timer = setTimeout(() => void flush(), CALM_MS);
    return () => clearTimeout(timer);
  }, [desk.document, flush, keeping, editable]);

  const settle = async (mine: boolean) => {
    const theirs = await ports.reload();
    if (!theirs) return;
    version.current = theirs.version;
    setActions(theirs.actions);
    kept.current = canonical(theirs.document);
    setKeeping("saved");
    if (mine) await flush();
    else replace(theirs.document);
  };
  return {
    ...{ document: desk.document, edition: desk.edition, keeping, message, actions, edit, draw, flush },
    undo: () => step("past"),
    redo: () => step("future"),
    canUndo: desk.past.length > 0,
    canRedo: desk.future.length > 0,
    takeTheirs: () => settle(false),
    keepMine: () => settle(true),
  };
}
