/** What the fields of a plugin's configuration are called. */
import type { Localized } from "../../../copy";

export interface Titled {
  title?: string;
  description?: string;
  "x-title"?: Localized;
  "x-help"?: Localized;
}

type Of = (text: Localized | undefined) => string;

export const titleOf = (name: string, field: Titled | undefined, of: Of): string =>
  of(field?.["x-title"]) || field?.title || name;
