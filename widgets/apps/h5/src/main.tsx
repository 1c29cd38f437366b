/** What a client's phone loads: the components its page uses, hydrated; then the client's own. */
import { type Phase, typesOf } from "@largesse/kernel";
import { KitContext, type Live, NOTHING_YET, type Widget } from "@largesse/kit";
import { PageView, type Registry } from "@largesse/widgets/page";
import { hydrate } from "preact";
import { useEffect, useMemo, useState } from "react";
import { clock, comeBack, hearPage, nextTurn, phaseOf, type Times } from "./clock";
import { liveKit } from "./doors";
import { loadOwn, type Own } from "./mine";
import { deskOf } from "./show";
import { oneAtATime, onReturn } from "./single";
import { start } from "./start";

/** The page names the file of each component on it; what it does not name is looked up. */
async function widgetOf(type: string): Promise<Widget<never> | undefined> {
  const file = start.chunks?.[type];
  if (!file) return (await import("./chunks")).widgetOf(type);
  return ((await import(/* @vite-ignore */ file)) as { readonly default: Widget<never> }).default;
}

const AGAIN_MS = 5000;
const AGAIN_MAX_MS = 60_000;

interface Known {
  readonly live: Live;
  /** The last call was lost, so who it is may not be known. */
  readonly lost: boolean;
  readonly refresh: () => Promise<void>;
}

/** The phase of this page: a preview stays one, whatever is out under its name. */
const phaseHere = (times: Times | null): Phase | null =>
  times && start.facts.phase !== "preview" ? phaseOf(times, clock()) : null;

/** Ask again when the activity may have begun or ended. */
function useTurn(times: Times | null, refresh: () => Promise<void>): void {
  useEffect(() => {
    const after_ms = times && nextTurn(times, clock(), Math.random());
    if (after_ms === null) return;
    const timer = setTimeout(refresh, after_ms);
    return () => clearTimeout(timer);
  }, [times, refresh]);
}

/**
 * The client's own, asked for again when a person comes back to the page; after a lost call ever later, and at once
 * when the net is back. One call at a time.
 */
function useOwn(): Known {
  const [{ live, times }, setOwn] = useState<Own>({ live: NOTHING_YET, times: null });
  const [losses, setLosses] = useState(0);
  const refresh = useMemo(
    () =>
      oneAtATime(async () => {
        comeBack();
        const found = await loadOwn(start.facts.slug).catch(() => null);
        setOwn((old) => found ?? { ...old, live: unknown(old.live) });
        setLosses((old) => (found ? 0 : old + 1));
      }),
    [],
  );
  useEffect(() => {
    void refresh();
    return onReturn(refresh);
  }, [refresh]);
  useTurn(times, refresh);
  useEffect(() => {
    if (!losses) return;
    const timer = setTimeout(refresh, Math.min(AGAIN_MAX_MS, AGAIN_MS * losses));
    addEventListener("online", refresh);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", refresh);
    };
  }, [losses, refresh]);
  const shown = useMemo(() => ({ ...live, phase: phaseHere(times) }), [live, times]);
  return { live: shown, lost: losses > 0, refresh };
}

const unknown = (live: Live): Live => (live.who === "waiting" ? { ...live, who: "guest" } : live);

function Root({ registry }: { readonly registry: Registry }) {
  const { live, lost, refresh } = useOwn();
  const kit = useMemo(() => liveKit({ start, refresh, live: () => live, lost }), [live, lost, refresh]);
  return (
    <KitContext.Provider value={kit}>
      <PageView nodes={start.nodes} registry={registry} own={start.view === "my"}>
        {start.demo && live.who !== "waiting" ? (
          <button
            type="button"
            className="lg-demo"
            onClick={() => deskOf(kit, true, refresh).show({ view: "demo" })}
          >
            {kit.say("h5.demo")} · {live.client?.name ?? kit.say("h5.demo.guest")}
          </button>
        ) : null}
      </PageView>
    </KitContext.Provider>
  );
}

async function page(): Promise<void> {
  hearPage();
  const types = typesOf(start.nodes);
  const widgets = await Promise.all(types.map(widgetOf));
  const registry = Object.fromEntries(types.map((type, at) => [type, widgets[at]])) as Registry;
  hydrate((<Root registry={registry} />) as never, document.getElementById("app") as HTMLElement);
  document.documentElement.dataset.ready = "1";
}

if (start.view === "right") void import("./right").then(({ showRight }) => showRight());
else if (start.view === "draw") void import("./draw");
else if (start.view !== "notice") void page();
