/** The draft on the desk: one document, its history, and how it is kept. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { idsOf, type Node } from "@largesse/kernel";
import { useCallback, useEffect, useState } from "react";
import { begun, commit, commitFromOutside, type Hand, type Side, step } from "./history";
import { type Kept, useKeeping } from "./keeping";
import type { Opened, Ports } from "./ports";
import { useTyping } from "./typing";

type Nodes = ActivityDocument["pages"][number]["nodes"];

export interface Draft extends Omit<Kept, "adopt" | "rebase"> {
  document: ActivityDocument;
  edition: number;
  edit: (change: (draft: ActivityDocument) => void) => void;
  /** Replace the first page's nodes; told by the canvas. Steps of one hand are one. */
  draw: (nodes: Nodes, hand?: Hand) => void;
  undo: (side: Side) => void;
  redo: (side: Side) => void;
  canUndo: (side: Side) => boolean;
  canRedo: (side: Side) => boolean;
  takeTheirs: () => Promise<void>;
  keepMine: () => Promise<void>;
  /** When the work of a dead tab that was brought back was written; null where none was. */
  restored: number | null;
  accept: () => void;
}

/** A hand holds on to a page only while the page has the same components. */
const sameNodes = (one: Nodes, other: Nodes): boolean =>
  String(idsOf(one as readonly Node[])) === String(idsOf(other as readonly Node[]));

function useHistory(opened: Opened, handNow: () => Hand) {
  const [history, setHistory] = useState(() => begun(opened.document));
  const edit = useCallback(
    (change: (draft: ActivityDocument) => void) => {
      const hand = handNow();
      setHistory((now) => {
        const next = structuredClone(now.document);
        change(next);
        return commit(now, next, hand);
      });
    },
    [handNow],
  );
  const draw = useCallback(
    (nodes: Nodes, given?: Hand) => {
      const hand = given ?? handNow();
      setHistory((now) => {
        const [first, ...rest] = now.document.pages;
        if (!first) return now;
        const next = { ...now.document, pages: [{ ...first, nodes }, ...rest] };
        return commit(now, next, given || sameNodes(first.nodes, nodes) ? hand : null);
      });
    },
    [handNow],
  );
  const undo = useCallback((side: Side) => setHistory((now) => step(now, side, "past")), []);
  const redo = useCallback((side: Side) => setHistory((now) => step(now, side, "future")), []);
  const bring = useCallback(
    (document: ActivityDocument) => setHistory((now) => commitFromOutside(now, document)),
    [],
  );
  return { history, edit, draw, undo, redo, bring };
}

export function useDraft(opened: Opened, ports: Ports): Draft {
  const typing = useTyping();
  const { history, bring, ...acts } = useHistory(opened, typing.hand);
  const { document, edition, trails } = history;
  const { adopt, rebase, ...kept } = useKeeping({ document, opened, ports, typing });
  const [restored, setRestored] = useState<number | null>(null);
  const editable = opened.actions.includes("save");
  useEffect(() => {
    if (!editable) return;
    void adopt().then((found) => {
      if (!found) return;
      bring(found.document);
      setRestored(found.at);
    });
  }, [adopt, bring, editable]);
  const takeTheirs = async () => {
    const theirs = await rebase();
    if (theirs) bring(theirs);
    if (theirs) setRestored(null);
  };
  const keepMine = async () => {
    const theirs = await rebase();
    if (!theirs) return;
    bring(theirs);
    bring(document);
  };
  return {
    ...{ document, edition, ...acts, ...kept, takeTheirs, keepMine, restored },
    accept: () => setRestored(null),
    canUndo: (side) => trails[side].past.length > 0,
    canRedo: (side) => trails[side].future.length > 0,
  };
}
