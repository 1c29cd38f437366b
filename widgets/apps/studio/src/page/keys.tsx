/** The canvas by keyboard: insert, copy, paste across pages, move, delete; public doors of the library only. */
import { createUsePuck, type PuckAction, useGetPuck } from "@puckeditor/core";
import { type ReactNode, useEffect } from "react";
import { useKeyboard } from "../keys";
import { writesIn } from "../typing";
import { newId, renewed, VERSION } from "./convert";
import { type Known, kindOf, startingProps } from "./schemas";

export const usePuck = createUsePuck();
export const ROOT = "root:default-zone";
const CLIPBOARD = "lg.clipboard";
/** Frames in which a fresh component must have been drawn. */
const FRAMES_MAX = 60;

type GetPuck = ReturnType<typeof useGetPuck>;

/** Where a new component goes: after the chosen one, else at the end. */
function place(get: GetPuck): { zone: string; index: number } {
  const { appState } = get();
  const chosen = appState.ui.itemSelector;
  if (chosen?.zone) return { zone: chosen.zone, index: chosen.index + 1 };
  return { zone: ROOT, index: appState.data.content.length };
}

/** Let the canvas follow to a component, as soon as it is drawn. */
function follow(id: string, frames = FRAMES_MAX): void {
  const inside = document.querySelector<HTMLIFrameElement>("iframe#preview-frame")?.contentDocument;
  const drawn = inside?.querySelector(`[data-puck-component="${CSS.escape(id)}"]`);
  if (drawn) drawn.scrollIntoView({ block: "nearest" });
  else if (frames > 0) requestAnimationFrame(() => follow(id, frames - 1));
}

function choose(get: GetPuck, at: { zone: string; index: number }, id: string): void {
  get().dispatch({ type: "setUi", ui: { itemSelector: at } });
  follow(id);
}

export function useInsert(): (type: string) => void {
  const get = useGetPuck();
  return (type) => {
    const at = place(get);
    const id = newId(type);
    get().dispatch({
      ...{ type: "insert", componentType: type, id },
      ...{ destinationIndex: at.index, destinationZone: at.zone },
    });
    choose(get, at, id);
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
  const at = place(get);
  const { dispatch } = get();
  const id = String(item.props.id);
  const to = { destinationIndex: at.index, destinationZone: at.zone };
  dispatch({ type: "insert", componentType: item.type, id, ...to });
  dispatch({ type: "replace", data: item as never, ...to });
  choose(get, at, id);
  return true;
}

function remove(get: GetPuck): boolean {
  const { appState, dispatch, getPermissions, selectedItem } = get();
  const chosen = appState.ui.itemSelector;
  if (!chosen?.zone || !selectedItem || getPermissions({ item: selectedItem }).delete === false) return false;
  dispatch({ type: "remove", index: chosen.index, zone: chosen.zone });
  return true;
}

function move(get: GetPuck, by: -1 | 1): boolean {
  const { appState, dispatch, selectedItem, getPermissions, getItemBySelector } = get();
  const chosen = appState.ui.itemSelector;
  if (!chosen?.zone || !selectedItem || getPermissions({ item: selectedItem }).drag === false) return false;
  const index = chosen.index + by;
  if (index < 0 || !getItemBySelector({ zone: chosen.zone, index })) return true;
  const { zone } = chosen;
  dispatch({ type: "reorder", sourceIndex: chosen.index, destinationIndex: index, destinationZone: zone });
  choose(get, { zone, index }, String(selectedItem.props.id));
  return true;
}

function act(event: KeyboardEvent, get: GetPuck): boolean {
  if (writesIn(event.target)) return false;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey)
    return !event.altKey && ((key === "c" && copyChosen(get)) || (key === "v" && paste(get)));
  if (event.altKey) return (key === "arrowup" && move(get, -1)) || (key === "arrowdown" && move(get, 1));
  return (key === "delete" || key === "backspace") && remove(get);
}

export function Shortcuts({ children }: { children: ReactNode }) {
  const get = useGetPuck();
  const { add } = useKeyboard();
  useEffect(() => {
    add((event) => act(event, get));
    return () => add(null);
  }, [add, get]);
  return <>{children}</>;
}
