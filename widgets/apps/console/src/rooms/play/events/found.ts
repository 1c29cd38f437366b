/** What a day would do, as the platform shows it. */
import type { ReplayShown } from "../../../api/documents_gen";

export type DayFound = NonNullable<ReplayShown["found"]>;
