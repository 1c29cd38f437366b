/** Sheets are loaded when the first one is shown. */
import type { Kit } from "@largesse/kit";
import type { Desk, View } from "./views";

export function deskOf(kit: Kit, demo: boolean, refresh: () => Promise<void>): Desk {
  const desk: Desk = {
    kit,
    demo,
    refresh,
    show: async (view: View) => {
      const { put } = await import("./sheets");
      put(view, desk);
    },
  };
  return desk;
}
