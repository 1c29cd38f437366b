/**
 * Sheets are loaded ahead, or when the first one is shown. Where they are gone from a server that answers, a newer page
 * is out, and it is loaded; where nobody answers, the page says so and stays.
 */
import type { Kit } from "@largesse/kit";
import { announce, type Desk, type View } from "./views";

type Sheets = typeof import("./sheets");

/** Null where they are gone or nobody answers. */
export async function sheetsFor(kit: Kit): Promise<Sheets | null> {
  const sheets = await import("./sheets").catch(() => null);
  if (sheets) return sheets;
  announce("");
  if ((await fetch("").catch(() => null))?.ok) location.reload();
  else announce(kit.say("h5.offline"), "lg-toast");
  return null;
}

export function deskOf(kit: Kit, demo: boolean, refresh: () => Promise<void>): Desk {
  const desk: Desk = {
    kit,
    demo,
    refresh,
    show: async (view: View) => (await sheetsFor(kit))?.put(view, desk),
  };
  return desk;
}
