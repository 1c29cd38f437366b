/** The components themselves and their style, as the phone has them. */

import type { Widget } from "@largesse/kit";
import { type ThemeName, tokens } from "@largesse/kit";
import { copyOf } from "@largesse/widgets/copy";
import { registry } from "@largesse/widgets/registry";
import { baseCss, cssByType } from "@largesse/widgets/styles";

export const PAGE_COPY = copyOf;

export const widgetOf = (type: string): Widget<Record<string, unknown>> | undefined =>
  registry[type] as Widget<Record<string, unknown>> | undefined;

export const frameCss = (theme: ThemeName): string =>
  [tokens[theme], baseCss, ...Object.values(cssByType)].join("");
