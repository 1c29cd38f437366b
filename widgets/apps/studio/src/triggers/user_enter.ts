/** `user.enter`: the client enters the page. */
import type { TriggerUserEnter } from "@largesse/contracts/documents";
import type { TriggerKind } from "./trigger";

export const userEnter: TriggerKind<TriggerUserEnter> = {
  name: "user.enter",
  blank: () => ({ kind: "user.enter" }),
};
