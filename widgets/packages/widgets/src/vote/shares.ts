const WHOLE = 100;

/**
 * Whole percents of a vote, by largest remainder: never more than a hundred together, and the same for the same number
 * of votes, so that a tie may leave a percent over.
 */
export function sharesOf(votes: readonly number[]): number[] {
  const all = votes.reduce((sum, one) => sum + one, 0);
  if (all === 0) return votes.map(() => 0);
  const rest = (units: number): number => (WHOLE * units) % all;
  const shares = votes.map((units) => Math.floor((WHOLE * units) / all));
  const short = WHOLE - shares.reduce((sum, one) => sum + one, 0);
  return votes.map((units, at) => {
    const nearer = votes.filter((other) => rest(other) >= rest(units)).length;
    return (shares[at] ?? 0) + (rest(units) > 0 && nearer <= short ? 1 : 0);
  });
}
