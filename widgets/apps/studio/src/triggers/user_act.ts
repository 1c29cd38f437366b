/** `user.act`: the client acts on the page. */
import type { TriggerUserAct } from "@largesse/contracts/documents";

export const userAct = (): TriggerUserAct => ({ kind: "user.act" });
