/** Parts of a document that may be left out. */

/** The same with another value of one part; without the part where there is none. */
export function having<T extends object, K extends keyof T>(whole: T, part: K, value: T[K] | undefined): T {
  const { [part]: _, ...rest } = whole;
  return (value === undefined ? rest : { ...rest, [part]: value }) as T;
}

/** A list with another value in one place. */
export const replaced = <T>(list: readonly T[], place: number, value: T): T[] =>
  list.map((one, at) => (at === place ? value : one));

/** A list with one value in another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}
