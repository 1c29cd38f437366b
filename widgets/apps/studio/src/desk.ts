/** What every part of the studio may look at: the document, the live stock, and how to change it. */
import type { ActivityDocument, Terms } from "@largesse/contracts/documents";
import { createContext, useContext } from "react";
import type { Finding, Ports, StockedBatch, Vocabulary } from "./ports";

export interface DeskView {
  document: ActivityDocument;
  edit: (change: (draft: ActivityDocument) => void) => void;
  stock: StockedBatch[];
  /** Batches that the register does not have, or not within reach; what is in neither has not been read yet. */
  missing: ReadonlySet<string>;
  vocabulary: Vocabulary;
  problems: Finding[];
  /** What follows from the document for clients, as last told; null: nothing could be told yet. */
  terms: Terms | null;
  ports: Ports;
  editable: boolean;
}

export const Desk = createContext<DeskView | null>(null);

export function useDesk(): DeskView {
  const desk = useContext(Desk);
  if (!desk) throw new Error("useDesk needs Desk above it");
  return desk;
}
