/** What a room gives for the kind of subject it puts before signers, so that the page of approvals knows no room. */
import type { ReactNode } from "react";
import type { AnyMutation } from "../api/registered";

export interface CaseProps {
  subject: string;
  summary: unknown;
  difference: unknown;
}

export interface ApprovalCase {
  /** The kind as an approval names it, the platform's room first. */
  kind: string;
  /** What a signer must see. */
  Case: (props: CaseProps) => ReactNode;
  approve: AnyMutation;
  /** Send it back to the maker, or to an earlier step where the subject has steps. */
  back: AnyMutation;
  withdraw: AnyMutation;
  /** The subject as the ask of these three names it. */
  subject: (id: string) => Record<string, string>;
  steps: boolean;
}
