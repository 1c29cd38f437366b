/** What the studio knows of one operator; nothing else in it branches on an operator's name. */
import type {
  ActivityDocument,
  Play,
  PlayDecide,
  PlayOutcome,
  PlayQuestion,
} from "@largesse/contracts/documents";
import type { Outcome } from "@largesse/kernel";
import type { ReactNode } from "react";

export interface EditorProps<D> {
  readonly decide: D;
  readonly play: Play;
  put(decide: D): void;
}

/** What a play has when it begins to be decided so; the outcomes are those that it had, to be kept where they fit. */
export interface Beginning {
  readonly outcomes: readonly Outcome[];
  readonly fallback: PlayOutcome | undefined;
  readonly play: Pick<Play, "title" | "asks">;
  readonly document: Pick<ActivityDocument, "states" | "window">;
}

/** Methods, not fields of functions, so that operators of different shapes stand in one list. */
export interface Operator<D extends PlayDecide = PlayDecide> {
  readonly op: D["op"];
  /** Whether chance decides, so that odds and the manner of drawing are told to clients. */
  readonly byChance: boolean;
  /** Whether a play that is decided so bounds itself: it begins without chances to use up. */
  readonly bounded?: boolean;
  /** Whether it counts the friends of who shared the play, which is then always shared. */
  readonly friends?: boolean;
  /** The settings that a play begins with. */
  begin(from: Beginning): D;
  /** The outcomes as the settings number and weigh them, where an outcome does not say that itself. */
  placed?(decide: D): Outcome[];
  /** The questions that a play needs and has not. */
  asks?(play: Pick<Play, "asks">): PlayQuestion[];
  /** What follows from a change of the questions. */
  asked?(decide: D, asks: readonly PlayQuestion[]): D;
  Editor(props: EditorProps<D>): ReactNode;
}
