/** The client's own, as the server tells it, in the words that components understand. */
import { type Client, type Left, type Live, type MyRight, NOTHING_YET } from "@largesse/kit";
import MINE from "../documents/mine.graphql";
import PAGE from "../documents/page.graphql";
import { hear, type Times } from "./clock";
import { ask } from "./wire";

interface Prize {
  readonly play: string;
  readonly id: string;
  readonly available: boolean;
  readonly left: number | null;
}
interface PageData {
  readonly activity:
    | (Times & { readonly id: string; readonly now: string; readonly prizes: readonly Prize[] })
    | null;
  readonly me: {
    readonly maskedName: string;
    readonly tier: { readonly name: string };
    readonly adviser: Client["adviser"];
  } | null;
}
interface MineData {
  readonly myChances: ReadonlyArray<{
    readonly play: string;
    readonly left: number | null;
    readonly againAt: string | null;
    readonly queuedUntil: string | null;
  }>;
  readonly myRights: ReadonlyArray<{
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly waiting: boolean;
    readonly paused: boolean;
    readonly validTo: string;
  }>;
}

/** From here up a page says that there is plenty, not how much. */
const PLENTY = 1000;

function rightOf(one: MineData["myRights"][number]): MyRight {
  const { id, title, validTo: until } = one;
  const state = one.waiting ? "working" : one.paused ? "paused" : one.state;
  return { id, title, state, until, claimable: state === "issued", usable: state === "active" };
}

function leftOf(prizes: readonly Prize[]): Live["left"] {
  const left: Record<string, Record<string, Left>> = {};
  for (const { play, id, available, left: units } of prizes) {
    const known = available ? (units ?? PLENTY) : 0;
    left[play] = { ...left[play], [id]: { units: known, plenty: known >= PLENTY } };
  }
  return left;
}

export interface Own {
  readonly live: Live;
  /** When the activity begins and ends; null where nothing is out. */
  readonly times: Times | null;
}

export async function loadOwn(slug: string): Promise<Own> {
  const { activity, me } = await ask<PageData>(PAGE, { slug });
  if (activity) hear(activity.now);
  const left = leftOf(activity?.prizes ?? []);
  const guest = { ...NOTHING_YET, who: "guest", left } as const;
  if (!me) return { live: guest, times: activity };
  const mine = activity && (await ask<MineData>(MINE, { slug, activity: activity.id }));
  const chances = mine?.myChances ?? [];
  const live: Live = {
    ...guest,
    who: "client",
    client: { name: me.maskedName, tier: me.tier.name, adviser: me.adviser },
    chances: Object.fromEntries(chances.map(({ play, left: units }) => [play, units])),
    again: Object.fromEntries(chances.map(({ play, againAt }) => [play, againAt])),
    queued: Object.fromEntries(chances.map(({ play, queuedUntil }) => [play, queuedUntil])),
    rights: (mine?.myRights ?? []).map(rightOf),
  };
  return { live, times: activity };
}
