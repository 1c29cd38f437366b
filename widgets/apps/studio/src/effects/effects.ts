/** What the editor of an outcome's effects takes; nothing else in the studio branches on an effect's name. */
import type { Effect } from "@largesse/contracts/documents";

export interface EffectsProps {
  readonly effects: Effect[];
  put(effects: Effect[]): void;
}
