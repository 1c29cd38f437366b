/** What the studio knows of one effect; nothing else in it branches on an effect's name. */
import type { ActivityDocument, Effect } from "@largesse/contracts/documents";
import type { ReactNode } from "react";

export interface EffectProps<E> {
  readonly effect: E;
  put(effect: E): void;
}

/** Methods, not fields of functions, so that effects of different shapes stand in one list. */
export interface EffectKind<E extends Effect = Effect> {
  readonly name: E["do"];
  /** What it begins with; null where the document has nothing yet that it could name. */
  blank(document: ActivityDocument): E | null;
  Editor(props: EffectProps<E>): ReactNode;
}
