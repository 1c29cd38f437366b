/** Claim a right from a page of many: whatever is in the way is said in a sheet, so it is loaded with the sheets. */
import { claimed } from "../claimed";
import { sayNo, sayTrouble } from "../plays";
import type { Desk } from "../views";

/** True when the right's page says how it goes on: it is to be used, being arranged, or asks something. */
export const claimRight = (entitlement: string, desk: Desk): Promise<unknown> =>
  claimed(entitlement)
    .then<unknown>((no) => !no || no.code === "rights.form_needed" || sayNo(no, desk))
    .catch((trouble) => sayTrouble(trouble, "h5.offline.other", desk));
