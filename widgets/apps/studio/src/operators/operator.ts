/** What the studio knows of one operator; nothing else in it branches on an operator's name. */
import type { Play, PlayDecide } from "@largesse/contracts/documents";
import type { ReactNode } from "react";

export interface EditorProps<D> {
  readonly decide: D;
  put(decide: D): void;
}

/** Methods, not fields of functions, so that operators of different shapes stand in one list. */
export interface Operator<D extends PlayDecide = PlayDecide> {
  readonly op: D["op"];
  /** Whether chance decides, so that odds and the manner of drawing are told to clients. */
  readonly byChance: boolean;
  /** What a play begins with when it is decided so. */
  blank(play: Pick<Play, "title">): D;
  Editor(props: EditorProps<D>): ReactNode;
}
