/** The draft on the desk: one document, its history, and how it is kept. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { idsOf, type Node } from "@largesse/kernel";
import { produce } from "immer";
import { useEffect, useMemo, useState } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import { begun, commit, commitFromOutside, type Hand, type History, type Side, step } from "./history";
import { type Kept, useKeeping } from "./keeping";
import type { Opened, Ports } from "./ports";
import { useTyping } from "./typing";

type Nodes = ActivityDocument["pages"][number]["nodes"];

export interface Draft extends Omit<Kept, "adopt" | "rebase"> {
  history: StoreApi<History>;
  document: ActivityDocument;
  now: () => ActivityDocument;
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
  const [history] = useState(() => createStore<History>(() => begun(opened.document)));
  return useMemo(() => {
    const now = () => history.getState().document;
    const edit = (change: (draft: ActivityDocument) => void) => {
      // What is not changed stays the very same object: only its forms are drawn anew.
      const next = produce(now(), (draft) => void change(draft));
      history.setState(commit(history.getState(), next, handNow()), true);
    };
    const draw = (nodes: Nodes, given?: Hand) => {
      const hand = given ?? handNow();
      const [first, ...rest] = now().pages;
      if (!first) return;
      const next = { ...now(), pages: [{ ...first, nodes }, ...rest] };
      const one = given || sameNodes(first.nodes, nodes) ? hand : null;
      history.setState(commit(history.getState(), next, one), true);
    };
    const undo = (side: Side) => history.setState((then) => step(then, side, "past"), true);
    const redo = (side: Side) => history.setState((then) => step(then, side, "future"), true);
    const bring = (document: ActivityDocument) =>
      history.setState((then) => commitFromOutside(then, document), true);
    return { history, now, edit, draw, undo, redo, bring };
  }, [history, handNow]);
}

export function useDraft(opened: Opened, ports: Ports): Draft {
  const typing = useTyping();
  const { history, bring, ...acts } = useHistory(opened, typing.hand);
  const { document, edition, trails } = useStore(history);
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
    ...{ history, document, edition, ...acts, ...kept, takeTheirs, keepMine, restored },
    accept: () => setRestored(null),
    canUndo: (side) => trails[side].past.length > 0,
    canRedo: (side) => trails[side].future.length > 0,
  };
}
