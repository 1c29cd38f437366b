/** The rights that effects give, read without knowing the effects: what stands in `right`, with its `units`. */

export interface Grant {
  readonly right: string;
  readonly units: number;
}

const grantOf = (effect: { readonly right?: unknown; readonly units?: unknown }): Grant[] =>
  typeof effect.right === "string"
    ? [{ right: effect.right, units: typeof effect.units === "number" ? effect.units : 1 }]
    : [];

export const grantsOf = (effects: readonly object[]): Grant[] => effects.flatMap(grantOf);
