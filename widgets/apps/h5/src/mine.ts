/** The client's own, as the server tells it, in the words that components understand. */
import type { Left, Live, MyRight } from "@largesse/kit";
import PAGE from "../documents/page.graphql";
import { ask } from "./wire";

interface PageData {
  readonly activity: { readonly prizes: ReadonlyArray<Left & { play: string; prize: string }> } | null;
  readonly me: Live["client"];
  readonly myChances: ReadonlyArray<{ play: string; left: number | null }> | null;
  readonly myRights: ReadonlyArray<{
    id: string;
    title: string;
    state: string;
    validTo: string | null;
  }> | null;
}

function rightOf(one: NonNullable<PageData["myRights"]>[number]): MyRight {
  return {
    id: one.id,
    title: one.title,
    state: one.state,
    until: one.validTo,
    claimable: one.state === "issued",
    usable: one.state === "active",
  };
}

function leftOf(data: PageData): Live["left"] {
  const left: Record<string, Record<string, Left>> = {};
  for (const { play, prize, units, plenty } of data.activity?.prizes ?? []) {
    left[play] = { ...left[play], [prize]: { units, plenty } };
  }
  return left;
}

export async function loadLive(slug: string): Promise<Live> {
  const data = await ask<PageData>(PAGE, { slug });
  return {
    who: data.me ? "client" : "guest",
    client: data.me,
    chances: Object.fromEntries((data.myChances ?? []).map(({ play, left }) => [play, left])),
    left: leftOf(data),
    rights: (data.myRights ?? []).map(rightOf),
  };
}
