/** Every component's file, so that the build makes one of each; a page loads what it names and not this list. */
import type { Widget } from "@largesse/kit";

const chunks = import.meta.glob<Widget<never>>("../../../packages/widgets/src/*/index.tsx", {
  import: "default",
});

export const widgetOf = async (type: string): Promise<Widget<never> | undefined> =>
  chunks[`../../../packages/widgets/src/${type}/index.tsx`]?.();
