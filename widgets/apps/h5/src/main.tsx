/** What a client's phone loads: the components its page uses, hydrated; then the client's own. */
import { typesOf } from "@largesse/kernel";
import { KitContext, type Live, NOTHING_YET, type Widget } from "@largesse/kit";
import { PageView, type Registry } from "@largesse/widgets/page";
import { hydrate } from "preact";
import { useEffect, useMemo, useState } from "react";
import { liveKit } from "./doors";
import { loadLive } from "./mine";
import { deskOf } from "./show";
import { start } from "./start";

const chunks = import.meta.glob<Widget<never>>("../../../packages/widgets/src/*/index.tsx", {
  import: "default",
});
const chunkOf = (type: string): (() => Promise<Widget<never>>) | undefined =>
  chunks[`../../../packages/widgets/src/${type}/index.tsx`];

const AGAIN_MS = 5000;
const AGAIN_MAX_MS = 60_000;

interface Own {
  readonly live: Live;
  /** The last call was lost, so who it is may not be known. */
  readonly lost: boolean;
  readonly refresh: () => Promise<void>;
}

/** The client's own; after a lost call it is asked for again, ever later, and at once when the net is back. */
function useOwn(): Own {
  const [live, setLive] = useState(NOTHING_YET);
  const [losses, setLosses] = useState(0);
  const refresh = useMemo(
    () => async () => {
      const found = await loadLive(start.facts.slug).catch(() => null);
      setLive((old) => found ?? (old.who === "waiting" ? { ...old, who: "guest" } : old));
      setLosses((old) => (found ? 0 : old + 1));
    },
    [],
  );
  useEffect(() => void refresh(), [refresh]);
  useEffect(() => {
    if (losses === 0) return;
    const again = (): void => void refresh();
    const timer = setTimeout(again, Math.min(AGAIN_MAX_MS, AGAIN_MS * losses));
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [losses, refresh]);
  return { live, lost: losses > 0, refresh };
}

function Root({ registry }: { readonly registry: Registry }) {
  const { live, lost, refresh } = useOwn();
  const kit = useMemo(() => liveKit({ start, refresh, live: () => live, lost }), [live, lost, refresh]);
  return (
    <KitContext.Provider value={kit}>
      <PageView nodes={start.nodes} registry={registry}>
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
  const types = typesOf(start.nodes).filter(chunkOf);
  const widgets = await Promise.all(types.map((type) => chunkOf(type)?.()));
  const registry = Object.fromEntries(types.map((type, at) => [type, widgets[at]])) as Registry;
  const root = document.getElementById("app");
  if (root) hydrate((<Root registry={registry} />) as never, root);
  document.documentElement.dataset.ready = "1";
}

if (start.view === "right") void import("./right").then(({ showRight }) => showRight());
else if (start.view === "page") void page();
