/**
 * The server's first paint: one script that Python runs in QuickJS.
 *
 * `largesse.render(ask)` takes and gives JSON as text. Text, because an engine may keep a long string in pieces that its
 * host cannot read; stringified JSON is always whole.
 */
import {
  type ActivityDocument,
  factsOf,
  type Locale,
  localised,
  type Node,
  type PageFacts,
  type Phase,
  typesOf,
} from "@largesse/kernel";
import { grounds, KitContext, stillKit, type ThemeName, tokens } from "@largesse/kit";
import { copyOf } from "@largesse/widgets/copy";
import { PageView } from "@largesse/widgets/page";
import { registry } from "@largesse/widgets/registry";
import { baseCss, cssByType } from "@largesse/widgets/styles";
import { renderToString } from "preact-render-to-string";

export interface RenderAsk {
  readonly document: ActivityDocument;
  readonly page: string | null;
  readonly slug: string;
  readonly phase: Phase;
  readonly locale: Locale;
  readonly theme: ThemeName;
}

/** What the phone's script starts from; it stands in the page as JSON. */
export interface Start {
  readonly facts: PageFacts;
  readonly nodes: readonly Node[];
  readonly locale: Locale;
  readonly copy: Readonly<Record<string, string>>;
}

export interface Rendered {
  readonly title: string;
  readonly ground: string;
  readonly html: string;
  readonly css: string;
  readonly types: readonly string[];
  readonly start: Start;
}

function cssFor(theme: ThemeName, types: readonly string[]): string {
  return [tokens[theme], baseCss, ...types.map((type) => cssByType[type] ?? "")].join("");
}

export function rendered(ask: RenderAsk): Rendered {
  const { document, slug, phase, locale, theme } = ask;
  const page = document.pages.find((one) => one.id === ask.page) ?? document.pages[0];
  const nodes = localised(page?.nodes ?? [], locale);
  const types = typesOf(nodes).filter((type) => type in registry);
  const facts = factsOf(document, { slug, phase, locale });
  const copy = copyOf[locale];
  const kit = stillKit({ locale, facts, copy });
  const html = renderToString(
    <KitContext.Provider value={kit}>
      <PageView nodes={nodes} registry={registry} />
    </KitContext.Provider>,
  );
  return {
    title: facts.title,
    ground: grounds[theme],
    html,
    css: cssFor(theme, types),
    types,
    start: { facts, nodes, locale, copy },
  };
}

export function render(ask: string): string {
  return JSON.stringify(rendered(JSON.parse(ask) as RenderAsk));
}
