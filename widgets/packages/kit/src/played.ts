/** What the server decided on one attempt, as it answered; a component shows it and then says `finish`. */
export interface Played {
  readonly draw: string;
  readonly outcome: "win" | "fallback" | "none";
  readonly prize: { readonly id: string; readonly title: string } | null;
  /** The right that it gave; null: none. */
  readonly entitlement: string | null;
  /** Chances that are left; null: they are not counted. */
  readonly chancesLeft: number | null;
  readonly againAt: string | null;
  readonly commit: string;
}

/** Whether something was won: also what stands in for a gift that is gone may be one. */
export const wins = ({ outcome, entitlement }: Played): boolean => outcome === "win" || entitlement !== null;
