/** The canvas by keyboard: copy, paste across pages, move up and down, delete; public doors of the library only. */
import { createUsePuck, type PuckAction, useGetPuck } from "@puckeditor/core";
import { type ReactNode, useEffect } from "react";
import { newId, renewed, VERSION } from "./convert";
import { type Known, kindOf, startingProps } from "./schemas";

export const usePuck = createUsePuck();
export const ROOT = "root:default-zone";
const CLIPBOARD = "lg.clipboard";

type GetPuck = ReturnType<typeof useGetPuck>;

/** Where a new component goes: after the chosen one, else at the end. */
function place(get: GetPuck): { zone: string; index: number } {
  const { appState } = get();
  const chosen = appState.ui.itemSelector;
  if (chosen?.zone) return { zone: chosen.zone, index: chosen.index + 1 };
  return { zone: ROOT, index: appState.data.content.length };
}

export function useInsert(): (type: string) => void {
  const get = useGetPuck();
  return (type) => {
    const { zone, index } = place(get);
    const { dispatch } = get();
    dispatch({
      type: "insert",
      componentType: type,
      destinationIndex: index,
      destinationZone: zone,
      id: newId(type),
    });
    dispatch({ type: "setUi", ui: { itemSelector: { zone, index } } });
  };
}

/** A fresh component, inserted or dropped, gets its sample: the marks that it has none are missing. */
export function useFurnish(known: Known): (action: PuckAction) => void {
  const get = useGetPuck();
  return (action) => {
    if (action.type !== "insert") return;
    const { destinationZone, destinationIndex } = action;
    setTimeout(() => {
      const { dispatch, getItemBySelector } = get();
      const item = getItemBySelector({ zone: destinationZone, index: destinationIndex });
      const kind = item && VERSION in item.props ? undefined : kindOf(item?.type ?? "");
      if (!item || !kind) return;
      const props = { ...startingProps(kind, known), ...item.props, [VERSION]: kind.v };
      dispatch({ type: "replace", destinationIndex, destinationZone, data: { ...item, props } as never });
    });
  };
}

function copyChosen(get: GetPuck): boolean {
  const { selectedItem } = get();
  if (!selectedItem) return false;
  localStorage.setItem(CLIPBOARD, JSON.stringify(selectedItem));
  return true;
}

function paste(get: GetPuck): boolean {
  const kept = localStorage.getItem(CLIPBOARD);
  if (!kept || get().getPermissions().insert === false) return false;
  const item = renewed(JSON.parse(kept));
  const { zone, index } = place(get);
  const { dispatch } = get();
  dispatch({
    ...{ type: "insert", componentType: item.type, destinationIndex: index, destinationZone: zone },
    ...{ id: String(item.props.id), recordHistory: false },
  });
  dispatch({ type: "replace", destinationIndex: index, destinationZone: zone, data: item as never });
  return true;
}

function move(get: GetPuck, by: -1 | 1): boolean {
  const { appState, dispatch } = get();
  const chosen = appState.ui.itemSelector;
  if (!chosen?.zone) return false;
  const to = chosen.index + by;
  if (to < 0) return false;
  dispatch({
    type: "reorder",
    sourceIndex: chosen.index,
    destinationIndex: to,
    destinationZone: chosen.zone,
  });
  dispatch({ type: "setUi", ui: { itemSelector: { zone: chosen.zone, index: to } } });
  return true;
}

const writing = (target: EventTarget | null): boolean => {
  const element = target as HTMLElement | null;
  return (
    !!element?.tagName && (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable)
  );
};

export function Shortcuts({ children }: { children: ReactNode }) {
  const get = useGetPuck();
  const ready = usePuck((state) => state.appState.ui.previewMode);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame's document is there once the preview is ready
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (writing(event.target)) return;
      const mod = event.ctrlKey || event.metaKey;
      const done =
        (mod && event.key === "c" && copyChosen(get)) ||
        (mod && event.key === "v" && paste(get)) ||
        (event.altKey && event.key === "ArrowUp" && move(get, -1)) ||
        (event.altKey && event.key === "ArrowDown" && move(get, 1));
      if (done) event.preventDefault();
    };
    const frame = document.querySelector<HTMLIFrameElement>("iframe#preview-frame")?.contentDocument;
    document.addEventListener("keydown", onKey);
    frame?.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
      frame?.removeEventListener("keydown", onKey);
    };
  }, [get, ready]);
  return <>{children}</>;
}
