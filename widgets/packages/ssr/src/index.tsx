/**
 * The server's first paint: one script that Python runs in QuickJS.
 *
 * `largesse.render(ask)` paints a page, `largesse.html(ask)` the part that looks do not change; `largesse.apart(ask)` paints each of its components alone, so that the one that
 * fails can be named. Both take and give JSON as text. Text, because an engine may keep a long string in pieces that its
 * host cannot read; stringified JSON is always whole.
 */
import type { Terms } from "@largesse/contracts/documents";
import {
  type ActivityDocument,
  type Copy,
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
import { Nodes, Notice, PageView, RightFrame } from "@largesse/widgets/page";
import { registry } from "@largesse/widgets/registry";
import { stepsOf } from "@largesse/widgets/steps";
import { baseCss, checkCss, cssByType, elderCss, PARTS } from "@largesse/widgets/styles";
import { renderToString } from "preact-render-to-string";

export type View = "page" | "my" | "right" | "draw" | "notice";

export interface RenderAsk {
  readonly document: ActivityDocument;
  /** What follows from the document for clients; null where it has no plays, or they do not fit their shape. */
  readonly terms?: Terms | null;
  readonly slug: string;
  readonly phase: Phase;
  readonly locale: Locale;
  readonly theme: ThemeName;
  readonly view: View;
  readonly demo: boolean;
  /** The elder-friendly variant; its HTML is the same, its style ends with that of the variant. */
  readonly elder?: boolean;
  /** The bank's telephone for its clients; empty: none is known. */
  readonly service?: string;
  /** Ids of nodes that are left out, because they fail. */
  readonly without?: readonly string[];
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
  readonly service: string;
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

const partsOf = (types: readonly string[]): string[] =>
  Object.keys(PARTS).filter((part) => PARTS[part]?.some((type) => types.includes(type)));

function cssFor({ theme, elder, view }: RenderAsk, types: readonly string[]): string {
  const all = [...partsOf(types), ...types];
  const own = all.map((type) => cssByType[type] ?? "");
  const check = view === "draw" ? checkCss : "";
  return [tokens[theme], baseCss, ...own, check, elder ? elderCss : ""].join("");
}

/** A component painted alone: its HTML, or why there is none. */
export interface Alone {
  readonly id: string;
  readonly type: string;
  readonly html: string;
  readonly fails: string | null;
}

function spared(nodes: readonly Node[], without: ReadonlySet<string>): Node[] {
  const left = nodes.filter((node) => !without.has(node.id));
  return left.map((node) => {
    if (!node.slots) return node;
    const slots = Object.entries(node.slots).map(
      ([name, inside]) => [name, spared(inside, without)] as const,
    );
    return { ...node, slots: Object.fromEntries(slots) };
  });
}

function nodesOf({ document, view, locale, without = [] }: RenderAsk): readonly Node[] {
  if (view !== "page" && view !== "my") return [];
  const nodes = paintable(document.pages[0]?.nodes ?? [], stepsOf);
  return localised(without.length > 0 ? spared(nodes, new Set(without)) : nodes, locale);
}

function Frame({ ask, nodes }: { readonly ask: RenderAsk; readonly nodes: readonly Node[] }) {
  if (ask.view === "right" || ask.view === "draw") return <RightFrame />;
  if (ask.view === "notice") return <Notice title="" note="" {...ask.notice} service={ask.service ?? ""} />;
  return <PageView nodes={nodes} registry={registry} own={ask.view === "my"} />;
}

const paintedOn = ({ locale }: RenderAsk, facts: PageFacts, children: ReturnType<typeof Frame>): string =>
  renderToString(
    <KitContext.Provider value={stillKit({ locale, facts, copy: copyOf[locale] })}>
      {children}
    </KitContext.Provider>,
  );

function everyOf(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...everyOf(Object.values(node.slots ?? {}).flat())]);
}

function alone(ask: RenderAsk, facts: PageFacts, node: Node): Alone {
  const { id, type } = node;
  const empty = {
    ...node,
    slots: Object.fromEntries(Object.keys(node.slots ?? {}).map((name) => [name, []])),
  };
  try {
    return {
      id,
      type,
      html: paintedOn(ask, facts, <Nodes nodes={[empty]} registry={registry} />),
      fails: null,
    };
  } catch (why) {
    return { id, type, html: "", fails: String(why) };
  }
}

/** The page's HTML and nothing around it: what differs by phase, language and view, and not by look. */
export function html(text: string): string {
  const ask = JSON.parse(text) as RenderAsk;
  return JSON.stringify(
    paintedOn(ask, factsOf(ask.document, ask.terms ?? null, ask), <Frame ask={ask} nodes={nodesOf(ask)} />),
  );
}

/** Every component of the page alone, in reading order, whatever stands inside it painted apart from it. */
export function apart(text: string): string {
  const ask = JSON.parse(text) as RenderAsk;
  const facts = factsOf(ask.document, ask.terms ?? null, ask);
  return JSON.stringify(everyOf(nodesOf(ask)).map((node) => alone(ask, facts, node)));
}

/** What the page's own sheets say too, whichever components stand on it. */
const SAID_BY_SHEETS = ["disclosure"];

/** What only the parts of a right's page say. */
const SAID_BY_RIGHTS = /^h5\.(form|for|giving|voice)\./;

/** What only the page says on which a draw is checked. */
const SAID_BY_DRAWS = /^h5\.check\./;

/** The words that a page can need: those of a component or part that is not on it stay behind. */
function spoken(copy: Copy, types: readonly string[], view: View): Copy {
  const needs = new Set([...types, ...partsOf(types), ...SAID_BY_SHEETS]);
  const absent = new Set(
    [...Object.keys(registry), ...Object.keys(PARTS)].filter((type) => !needs.has(type)),
  );
  const needed = ([key]: [string, string]) =>
    !(key.startsWith("widgets.") && absent.has(key.split(".")[1] ?? "")) &&
    (view === "right" || !SAID_BY_RIGHTS.test(key)) &&
    (view === "draw" || !SAID_BY_DRAWS.test(key));
  return Object.fromEntries(Object.entries(copy).filter(needed));
}

export function rendered(ask: RenderAsk): Rendered {
  const { document, terms = null, slug, phase, locale, theme, view, demo, service = "" } = ask;
  const nodes = nodesOf(ask);
  const types = typesOf(nodes);
  const facts = factsOf(document, terms, { slug, phase, locale });
  const copy = spoken(copyOf[locale], types, view);
  const html = paintedOn(ask, facts, <Frame ask={ask} nodes={nodes} />);
  return {
    title: ask.notice?.title ?? facts.title,
    summary: pick(document.share?.summary, locale),
    ground: grounds[theme],
    html,
    css: cssFor(ask, types),
    types,
    start: { facts, nodes, locale, copy, view, demo, service },
  };
}

export function render(ask: string): string {
  return JSON.stringify(rendered(JSON.parse(ask) as RenderAsk));
}
