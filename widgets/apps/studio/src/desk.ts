/**
 * What every part of the studio may look at, each part only what it needs: a form is drawn anew when that changes,
 * and not with every key that is pressed somewhere else.
 */
import type { ActivityDocument, Terms } from "@largesse/contracts/documents";
import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import type { History } from "./history";
import type { Finding, Ports, StockedBatch, Vocabulary } from "./ports";

/** What stays as one works. */
export interface DeskView {
  history: StoreApi<History>;
  edit: (change: (draft: ActivityDocument) => void) => void;
  /** The document at this moment, for an act; what is drawn asks {@link useDocument}. */
  now: () => ActivityDocument;
  vocabulary: Vocabulary;
  ports: Ports;
  editable: boolean;
}

/** What is told about the document a moment after it has changed. */
export interface ToldView {
  stock: StockedBatch[];
  /** Batches that the register does not have, or not within reach; what is in neither has not been read yet. */
  missing: ReadonlySet<string>;
  problems: Finding[];
  /** What follows from the document for clients, as last told; null: nothing could be told yet. */
  terms: Terms | null;
}

export const Desk = createContext<DeskView | null>(null);
export const Told = createContext<ToldView | null>(null);

export function useDesk(): DeskView {
  const desk = useContext(Desk);
  if (!desk) throw new Error("useDesk needs Desk above it");
  return desk;
}

export function useTold(): ToldView {
  const told = useContext(Told);
  if (!told) throw new Error("useTold needs Told above it");
  return told;
}

const whole = (document: ActivityDocument): ActivityDocument => document;

export function useDocument(): ActivityDocument;
/** A part of the document. What follows from it is reckoned where it is drawn: only a part, or a word, stays the same. */
export function useDocument<T>(of: (document: ActivityDocument) => T): T;
export function useDocument(of: (document: ActivityDocument) => unknown = whole): unknown {
  return useStore(useDesk().history, (history) => of(history.document));
}
