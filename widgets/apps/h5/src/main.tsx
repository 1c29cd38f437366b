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

function useLive(): readonly [Live, () => Promise<void>] {
  const [live, setLive] = useState(NOTHING_YET);
  const refresh = useMemo(
    () => () =>
      loadLive(start.facts.slug).then(setLive, () =>
        setLive((old) => (old.who === "waiting" ? { ...old, who: "guest" } : old)),
      ),
    [],
  );
  useEffect(() => void refresh(), [refresh]);
  return [live, refresh];
}

function Root({ registry }: { readonly registry: Registry }) {
  const [live, refresh] = useLive();
  const kit = useMemo(() => liveKit({ start, refresh, live: () => live }), [live, refresh]);
  return (
    <KitContext.Provider value={kit}>
      <PageView nodes={start.nodes} registry={registry} />
      {start.demo && live.who !== "waiting" ? (
        <button
          type="button"
          className="lg-demo"
          onClick={() => deskOf(kit, true, refresh).show({ view: "demo" })}
        >
          {kit.say("h5.demo")} · {live.client?.name ?? kit.say("h5.demo.guest")}
        </button>
      ) : null}
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
