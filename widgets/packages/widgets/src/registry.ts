/** Every component of the house, all at once: for the server's paint and the studio. A phone loads only what its page uses. */
import type { Widget } from "@largesse/kit";
import type { Registry } from "./page";

const found = import.meta.glob<Widget<never>>("./*/index.tsx", { import: "default", eager: true });
const typeIn = (path: string): string => path.split("/")[1] ?? "";

export const registry: Registry = Object.fromEntries(
  Object.entries(found).map(([path, widget]) => [typeIn(path), widget]),
);
