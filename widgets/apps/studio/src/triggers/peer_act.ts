/** `peer.act`: a friend acts, who came by a link. */
import type { TriggerPeerAct } from "@largesse/contracts/documents";

export const HELPED = "friend.helped";
export const JOINED = "friend.joined";
export const peerAct = (event: string = HELPED): TriggerPeerAct => ({ kind: "peer.act", event });
