/** Time that is left on a clock that stands, in hours and minutes. */
type Say = (key: string, facts: Record<string, number>) => string;

export function leftText(seconds: number, t: Say): string {
  const minutes = Math.floor(seconds / 60);
  return t("orders.left", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
