/** Minutes of a day as a clock shows them, and back. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

export function minuteOf(clock: string): number {
  const [hours = "", minutes = "0"] = clock.trim().split(/[:：]/);
  return Number(hours) * 60 + Number(minutes) || 0;
}
