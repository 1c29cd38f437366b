/** A document the server knows by the sha256 of its text; only that id travels. */
import type { TypedDocumentNode } from "urql";

export type Registered<Data, Vars> = TypedDocumentNode<Data, Vars>;

/** Any one change, for what is offered by name; its ask is put together where it is offered. */
// biome-ignore lint/suspicious/noExplicitAny: each change has an ask and an answer of its own
export type AnyMutation = Registered<any, any>;

/** A list's sort: one of its keys, upwards, or downwards with a dash before it. */
export type Sorted<Key extends string> = Key | `-${Key}`;

export function registered<Data, Vars>(documentId: string): Registered<Data, Vars> {
  return { kind: "Document", definitions: [], documentId } as unknown as Registered<Data, Vars>;
}
