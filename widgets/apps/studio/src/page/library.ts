/** The components themselves and their style, as the phone has them. */

import type { Widget } from "@largesse/kit";
import { type ThemeName, tokens } from "@largesse/kit";
import { copyOf } from "@largesse/widgets/copy";
import { registry } from "@largesse/widgets/registry";
import { baseCss, cssByType } from "@largesse/widgets/styles";

export const PAGE_COPY = copyOf;

const owns = import.meta.glob<Record<string, unknown>>("../../../../packages/widgets/src/*/own.json", {
  import: "default",
  eager: true,
});
/** What stands on the canvas for the client's own, by document. */
export const ownSamples: Readonly<Record<string, unknown>> = Object.assign({}, ...Object.values(owns));

export const widgetOf = (type: string): Widget<Record<string, unknown>> | undefined =>
  registry[type] as Widget<Record<string, unknown>> | undefined;

export const frameCss = (theme: ThemeName): string =>
  [tokens[theme], baseCss, ...Object.values(cssByType)].join("");
