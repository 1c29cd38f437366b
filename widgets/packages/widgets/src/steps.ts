/** How each component brings old props to its newest version: `<type>/steps.ts`, where there is more than one version. */
import type { Steps } from "@largesse/kernel";
import { registry } from "./registry";

const found = import.meta.glob<Steps>("./*/steps.ts", { import: "steps", eager: true });

/** The steps of a type; null for a type that this build does not know. */
export function stepsOf(type: string): Steps | null {
  return type in registry ? (found[`./${type}/steps.ts`] ?? []) : null;
}
