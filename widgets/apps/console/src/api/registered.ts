/** A document the server knows by the sha256 of its text; only that id travels. */
import type { TypedDocumentNode } from "urql";

export type Registered<Data, Vars> = TypedDocumentNode<Data, Vars>;

export function registered<Data, Vars>(documentId: string): Registered<Data, Vars> {
  return { kind: "Document", definitions: [], documentId } as unknown as Registered<Data, Vars>;
}
