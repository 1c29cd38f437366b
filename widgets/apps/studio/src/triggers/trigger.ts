/** What the studio knows of one trigger; nothing else in it branches on a trigger's name. */
import type { Play } from "@largesse/contracts/documents";
import type { ReactNode } from "react";

export type On = Play["on"];

export interface TriggerProps<T> {
  readonly on: T;
  put(on: T): void;
}

/** Methods, not fields of functions, so that triggers of different shapes stand in one list. */
export interface TriggerKind<T extends On = On> {
  readonly name: T["kind"];
  /** What it begins with, in an activity that begins at `start`. */
  blank(start: string): T;
  /** Its fields; none where there is nothing to set. */
  Editor?(props: TriggerProps<T>): ReactNode;
}
