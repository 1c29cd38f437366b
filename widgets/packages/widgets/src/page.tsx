/** A page out of its nodes. What is not known is skipped: a page never breaks for one component. */
import { type Node, telephone } from "@largesse/kernel";
import { type Kit, type Slot, useKit, type Widget } from "@largesse/kit";
import { Component, type ReactNode, useMemo } from "react";

export type Registry = Readonly<Record<string, Widget<never>>>;

function slotOf(nodes: readonly Node[], registry: Registry): Slot {
  return ({ className }) => (
    <div className={className}>
      <Nodes nodes={nodes} registry={registry} />
    </div>
  );
}

function slotsOf(node: Node, registry: Registry): Readonly<Record<string, Slot>> {
  const named = Object.entries(node.slots ?? {}).map(
    ([name, inside]) => [name, slotOf(inside, registry)] as const,
  );
  return Object.fromEntries(named);
}

/** A component that fails on the phone is left out; the page stands. */
class Apart extends Component<
  { readonly id: string; readonly missed: Kit["missed"]; readonly children: ReactNode },
  { failed?: true }
> {
  static getDerivedStateFromError(why: unknown) {
    globalThis.reportError?.(why);
    return { failed: true };
  }
  override componentDidCatch(why: unknown): void {
    this.props.missed?.(this.props.id, why);
  }
  override render(): ReactNode {
    return this.state?.failed ? null : this.props.children;
  }
}

/** Slots are made once a node: a new function each time would be a new component, and what stands inside would forget itself. */
function One({ node, registry }: { readonly node: Node; readonly registry: Registry }) {
  const slots = useMemo(() => slotsOf(node, registry), [node, registry]);
  const kit = useKit();
  const Known = registry[node.type] as Widget<Node["props"]> | undefined;
  if (!Known) return null;
  return (
    <Apart id={node.id} missed={kit.missed}>
      <Known id={node.id} props={node.props} slots={slots} />
    </Apart>
  );
}

export function Nodes({ nodes, registry }: { readonly nodes: readonly Node[]; readonly registry: Registry }) {
  return (
    <>
      {nodes.map((node) => (
        <One key={node.id} node={node} registry={registry} />
      ))}
    </>
  );
}

const DOCK = [
  ["rights", "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3ZM14 8v8"],
  ["rules", "M6 3.5h12v17H6ZM9 8h6M9 12h6M9 16h3"],
  ["adviser", "M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M4.5 13h3v5h-3zM16.5 13h3v5h-3zM18 18.5c0 1.5-2 2-5 2"],
  ["my", "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0"],
] as const;
/** What a client's own page has no use for: it is about no activity, and it is itself. */
const OF_ACTIVITY = new Set(["rules", "my"]);

/** The way to rights, rules, adviser and one's own page, at the thumb. */
export function Dock({ own = false }: { readonly own?: boolean }) {
  const { say, open, live } = useKit();
  const me = live.client && [live.client.name, live.client.tier].filter(Boolean).join(" · ");
  return (
    <nav className="lg-dock" aria-label={say("widgets.dock.label")}>
      {me ? <p className="lg-me">{me}</p> : null}
      {DOCK.filter(([to]) => !(own && OF_ACTIVITY.has(to))).map(([to, path]) => (
        <button type="button" key={to} onClick={() => open({ to })}>
          <svg viewBox="0 0 24 24" className="lg-icon" aria-hidden="true">
            <path d={path} />
          </svg>
          {say(`widgets.dock.${to}`)}
        </button>
      ))}
    </nav>
  );
}

/** The page in the other language; an address, so that it works before any script does. */
export function Tongue({ children }: { readonly children?: ReactNode }) {
  const { locale, editing } = useKit();
  const [other, word] = locale === "en" ? (["zh-CN", "中文"] as const) : (["en", "English"] as const);
  return (
    <div className="lg-tongue">
      <a href={editing ? undefined : `?lang=${other}`} hrefLang={other} lang={other} rel="nofollow">
        {word}
      </a>
      {children}
    </div>
  );
}

/**
 * The whole page: what state the activity is in, the nodes, and the way to rights, rules and adviser.
 * What is passed as children stands in the page's top corner, opposite the language.
 */
export function PageView({
  nodes,
  registry,
  own = false,
  children,
}: {
  readonly nodes: readonly Node[];
  readonly registry: Registry;
  /** The client's own page: it belongs to no activity. */
  readonly own?: boolean;
  readonly children?: ReactNode;
}) {
  const { facts, say } = useKit();
  return (
    <>
      {facts.phase === "running" ? null : <p className="lg-notice">{say(`widgets.phase.${facts.phase}`)}</p>}
      <Tongue>{children}</Tongue>
      <main className={own ? "lg-page is-own" : "lg-page"}>
        <Nodes nodes={nodes} registry={registry} />
      </main>
      <Dock own={own} />
    </>
  );
}

/** Where a right is shown; its words come after the page, for its holder only. */
export function RightFrame() {
  const { say } = useKit();
  return (
    <main className="lg-page lg-right">
      <div className="lg-right__card" aria-busy="true">
        <p className="lg-right__wait">{say("h5.right.wait")}</p>
      </div>
    </main>
  );
}

/** A page that only says something: an address that leads nowhere, a preview that is over. */
export function Notice({ title, note, service }: Readonly<Record<"title" | "note" | "service", string>>) {
  const { say } = useKit();
  return (
    <main className="lg-page lg-right">
      <div className="lg-right__card">
        <header className="lg-right__head">
          <h1>{title}</h1>
        </header>
        <div className="lg-right__body">
          <p className="lg-right__note">{note}</p>
          {service ? (
            <a className="lg-button" href={telephone(service)}>
              {say("h5.adviser.call", { phone: service })}
            </a>
          ) : null}
          <a className="lg-button lg-button--quiet" href="/my">
            {say("h5.notice.my")}
          </a>
        </div>
      </div>
    </main>
  );
}
