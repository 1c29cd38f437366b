/** The canvas follows the draft where somebody else changed the page: a step back, another's version, work brought back. */
import type { Node } from "@largesse/contracts/documents";
import { useGetPuck } from "@puckeditor/core";
import { useEffect, useRef } from "react";
import { toCanvas } from "./convert";

export function Following({ nodes, edition }: { nodes: Node[]; edition: number }) {
  const get = useGetPuck();
  const shown = useRef(edition);
  const latest = useRef(nodes);
  latest.current = nodes;
  useEffect(() => {
    if (shown.current === edition) return;
    shown.current = edition;
    const chosen = get().selectedItem?.props.id as string | undefined;
    get().dispatch({ type: "setUi", ui: { itemSelector: null } });
    get().dispatch({ type: "setData", data: () => toCanvas(latest.current) });
    const at = chosen ? get().getSelectorForId(chosen) : undefined;
    if (at) get().dispatch({ type: "setUi", ui: { itemSelector: at } });
  }, [edition, get]);
  return null;
}
