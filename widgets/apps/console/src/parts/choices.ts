/** What a field offers to choose from where it is a handful of words. */
export interface Choice {
  value: string;
  label: string;
}

type Say = (key: string) => string;

/** Values that the copy keys of a family say. */
export const choicesOf = (t: Say, family: string, values: readonly string[]): Choice[] =>
  values.map((value) => ({ value, label: t(`${family}.${value}`) }));

/** The same where the ask takes an enum. */
export const enumsOf = (t: Say, family: string, values: readonly string[]): Choice[] =>
  choicesOf(t, family, values).map(({ value, label }) => ({ value: value.toUpperCase(), label }));
