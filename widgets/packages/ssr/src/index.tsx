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
  paintable,
  pick,
  typesOf,
} from "@largesse/kernel";
import { grounds, KitContext, stillKit, type ThemeName, tokens } from "@largesse/kit";
import { copyOf } from "@largesse/widgets/copy";
import { Notice, PageView, RightFrame } from "@largesse/widgets/page";
import { registry } from "@largesse/widgets/registry";
import { stepsOf } from "@largesse/widgets/steps";
import { baseCss, cssByType } from "@largesse/widgets/styles";
import { renderToString } from "preact-render-to-string";

export type View = "page" | "right" | "notice";

export interface RenderAsk {
  readonly document: ActivityDocument;
  readonly slug: string;
  readonly phase: Phase;
  readonly locale: Locale;
  readonly theme: ThemeName;
  readonly view: View;
  readonly demo: boolean;
  /** What a notice says, where the view is one. */
  readonly notice?: { readonly title: string; readonly note: string };
}

/** What the phone's script starts from; it stands in the page as JSON. */
export interface Start {
  readonly facts: PageFacts;
  readonly nodes: readonly Node[];
  readonly locale: Locale;
  readonly copy: Readonly<Record<string, string>>;
  readonly view: View;
  readonly demo: boolean;
}

export interface Rendered {
  readonly title: string;
  readonly summary: string;
  readonly ground: string;
  readonly html: string;
  readonly css: string;
  readonly types: readonly string[];
  readonly start: Start;
}

function cssFor(theme: ThemeName, types: readonly string[]): string {
  return [tokens[theme], baseCss, ...types.map((type) => cssByType[type] ?? "")].join("");
}

function nodesOf({ document, view, locale }: RenderAsk): readonly Node[] {
  if (view !== "page") return [];
  return localised(paintable(document.pages[0]?.nodes ?? [], stepsOf), locale);
}

function Frame({ ask, nodes }: { readonly ask: RenderAsk; readonly nodes: readonly Node[] }) {
  if (ask.view === "right") return <RightFrame />;
  if (ask.view === "notice") return <Notice title={ask.notice?.title ?? ""} note={ask.notice?.note ?? ""} />;
  return <PageView nodes={nodes} registry={registry} />;
}

export function rendered(ask: RenderAsk): Rendered {
  const { document, slug, phase, locale, theme, view, demo } = ask;
  const nodes = nodesOf(ask);
  const types = typesOf(nodes);
  const facts = factsOf(document, { slug, phase, locale });
  const copy = copyOf[locale];
  const html = renderToString(
    <KitContext.Provider value={stillKit({ locale, facts, copy })}>
      <Frame ask={ask} nodes={nodes} />
    </KitContext.Provider>,
  );
  return {
    title: ask.notice?.title ?? facts.title,
    summary: pick(document.share?.summary, locale),
    ground: grounds[theme],
    html,
    css: cssFor(theme, types),
    types,
    start: { facts, nodes, locale, copy, view, demo },
  };
}

export function render(ask: string): string {
  return JSON.stringify(rendered(JSON.parse(ask) as RenderAsk));
}
