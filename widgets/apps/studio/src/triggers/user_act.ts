/** `user.act`: the client acts on the page. */
import type { TriggerUserAct } from "@largesse/contracts/documents";
import type { TriggerKind } from "./trigger";

export const userAct: TriggerKind<TriggerUserAct> = { name: "user.act", blank: () => ({ kind: "user.act" }) };
