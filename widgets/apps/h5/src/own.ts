/** What components ask for by name: every document in `documents/own`, loaded with the first ask. */
import type { Refused } from "@largesse/kit";
import { answered, keyFor } from "./keys";
import { sayNo, sayTrouble } from "./plays";
import type { Desk } from "./views";
import { ask, Broken, isRefusal, type Refusal } from "./wire";

const documents = import.meta.glob<string>("../documents/own/*.graphql", { import: "default", eager: true });

function idOf(name: string): string {
  const id = documents[`../documents/own/${name}.graphql`];
  if (id === undefined) throw new Broken(`no document is called ${name}`);
  return id;
}

/** A page of many components asks a few things at a time: a weak net and a busy house answer all of them sooner. */
let free = 3;
const waiting: Array<() => void> = [];

async function inTurn<T>(act: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return await act();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

const AGAIN_MS = 5000;
const AGAIN_MAX_MS = 60_000;
let losses = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Something was lost: the page asks for everything again by itself, ever later while nothing comes. */
function later(refresh: () => Promise<void>): void {
  if (timer !== undefined) return;
  losses += 1;
  const wait_ms = Math.min(AGAIN_MAX_MS, AGAIN_MS * losses);
  timer = setTimeout(() => {
    timer = undefined;
    void refresh();
  }, wait_ms);
}

const BOOKED = ["bookable", "booking-slots", "my-bookings", "my-notices", "wallet"];
/** Which documents an act can have changed; one that is not named here can have changed all of them. */
const CHANGES: { readonly [act: string]: readonly string[] | undefined } = {
  "accept-offer": BOOKED,
  "cancel-booking": BOOKED,
  "confirm-booking": BOOKED,
  "hold-slot": BOOKED,
  "join-waiting-list": BOOKED,
  "leave-waiting-list": BOOKED,
  "reschedule-booking": BOOKED,
  "read-notices": ["my-notices"],
  "members-see": ["family", "household-rights"],
  "take-invitation-back": ["family"],
  invite: ["family"],
  choose: ["privacy"],
  askErasure: ["privacy"],
  withdrawErasure: ["privacy"],
  redeemOffer: ["points", "pointsMall", "wallet", "bookable", "privacy"],
  transferPoints: ["points", "pointsMall"],
};
const KEPT_MAX = 100;
/** How long components take to ask once the page has asked for its own again. */
const ASKED_MS = 300;
/** The last answers, by what was asked, and what is being asked now. */
const kept = new Map<string, unknown>();
const underWay = new Map<string, Promise<unknown>>();
let afterActs = 0;
/** For which look of the page at its client the questions under way are asked. */
let look: unknown;
/** The first look after the last act: what is kept holds for it; a play since then may have changed anything. */
let afterAct: unknown;

/** Somebody else is recognised: nothing that was told or asked for before is his. */
export function forget(): void {
  kept.clear();
  underWay.clear();
}

/** The page asks again after an act: what the act did not change is answered by what is kept. */
function acted(name: string, refresh: () => Promise<void>): void {
  const changed = CHANGES[name];
  for (const key of kept.keys())
    if (!changed || changed.includes(key.split(" ", 1)[0] ?? "")) kept.delete(key);
  underWay.clear();
  afterActs += 1;
  afterAct = undefined;
  void refresh().finally(() =>
    setTimeout(() => {
      afterActs -= 1;
    }, ASKED_MS),
  );
}

/** Two components that ask for the same at one time, of the client that the page knows then, get one answer. */
async function once<T>(name: string, variables: object, of: unknown): Promise<T> {
  if (of !== look) {
    underWay.clear();
    afterAct ??= of;
  }
  look = of;
  const key = `${name} ${JSON.stringify(variables)}`;
  if (afterActs > 0 && of === afterAct && kept.has(key)) return kept.get(key) as T;
  const earlier = underWay.get(key);
  if (earlier) return earlier as Promise<T>;
  kept.delete(key);
  const asked = inTurn(async () => ask<T>(idOf(name), variables));
  underWay.set(key, asked);
  try {
    const found = await asked;
    if (kept.size >= KEPT_MAX) kept.clear();
    if (underWay.get(key) === asked) kept.set(key, found);
    return found;
  } finally {
    if (underWay.get(key) === asked) underWay.delete(key);
  }
}

export async function read<T>(
  name: string,
  variables: object,
  refresh: () => Promise<void>,
  of?: unknown,
): Promise<T> {
  try {
    const found = await once<T>(name, variables, of);
    if (timer === undefined) losses = 0;
    return found;
  } catch (trouble) {
    later(refresh);
    throw trouble;
  }
}

/** Tell what is asked for from anything else without keeping it: what people type stays out of the browser's store. */
function short(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
}

/** One intent, one key: a second press after a lost connection gets the first press's answer. */
export async function act<T>(
  name: string,
  asked: object,
  desk: Desk,
  says?: (no: Refused) => boolean,
): Promise<T | null> {
  const intent = `${name}:${short(JSON.stringify(asked))}`;
  try {
    const variables = { ask: { key: keyFor(intent), ...asked } };
    const [answer] = Object.values(
      await ask<Record<string, Refusal | (T & { readonly __typename: string })>>(idOf(name), variables),
    );
    answered(intent);
    if (answer && !isRefusal(answer)) {
      acted(name, desk.refresh);
      return answer;
    }
    if (answer && !says?.({ facts: [], ...answer })) await sayNo(answer, desk);
  } catch (trouble) {
    await sayTrouble(trouble, "h5.offline.act", desk);
  }
  return null;
}
