/** A part of a right's page: a file in `rightParts` whose default it is. It asks through the kit, as a component does. */
import type { ComponentType } from "react";
import type { Right } from "./held";

export interface RightPartProps {
  readonly right: Right;
  /** Look at the right again, with its code. */
  readonly again: () => Promise<void>;
}
export type RightPart = ComponentType<RightPartProps>;
