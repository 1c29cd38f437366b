/** What a day would do, as the platform shows it, and how the head of a row of it is set. */
import type { ReplayShown } from "../../../api/documents_gen";

export type DayFound = NonNullable<ReplayShown["found"]>;

/** A row's head is a sentence here: on a phone it takes a second line before it covers a figure. */
export const WRAPS = { whiteSpace: "normal" } as const;
