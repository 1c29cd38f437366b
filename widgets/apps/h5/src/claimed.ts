/** Claim a right of one's own: one intent, one key. */
import CLAIM from "../documents/claimRight.graphql";
import { answered, keyFor } from "./keys";
import { ask, isRefusal, type Refusal } from "./wire";

interface Answer {
  readonly claimRight: Refusal | { readonly __typename: "RightClaimedType" };
}

/** Null when it is now the client's to use or being arranged, else the server's no. */
export async function claimed(entitlement: string): Promise<Refusal | null> {
  const intent = `claim:${entitlement}`;
  const { claimRight } = await ask<Answer>(CLAIM, { ask: { key: keyFor(intent), entitlement } });
  answered(intent);
  return isRefusal(claimRight) ? claimRight : null;
}
