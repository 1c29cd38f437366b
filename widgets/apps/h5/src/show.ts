/** Sheets are loaded when the first one is shown; where they are gone, a newer page is out, and it is loaded. */
import type { Kit } from "@largesse/kit";
import type { Desk, View } from "./views";

export function deskOf(kit: Kit, demo: boolean, refresh: () => Promise<void>): Desk {
  const desk: Desk = {
    kit,
    demo,
    refresh,
    show: async (view: View) => {
      const sheets = await import("./sheets").catch(() => null);
      if (sheets) sheets.put(view, desk);
      else location.reload();
    },
  };
  return desk;
}
