/** A draw worked out again from its receipt and what is public: on the phone alone, without a network. */
import { sha256 } from "@largesse/widgets/sha256";

/** What a client keeps of a draw: `draw-receipt.v1`. */
export interface Receipt {
  readonly activity: string;
  readonly draw: string;
  readonly client: string;
  readonly nonce: number;
  readonly play: string;
  readonly number: number | null;
  readonly drawn: string;
  readonly given: string;
  readonly revision_hash: string;
  readonly odds_hash: string;
  readonly commitment: string;
  readonly basis: Basis | null;
}
interface Basis {
  readonly left?: readonly number[];
  readonly misses?: number;
}
interface Seed {
  readonly revision_hash: string;
  readonly odds_hash: string;
  readonly commitment: string;
  readonly seed: string | null;
  readonly odds: string | null;
}
/** What anybody may read of an activity's draws: `draws-commitment.v1`. */
export interface Public {
  readonly activity: string;
  readonly shown_at: string;
  readonly seeds: readonly Seed[];
}
interface Item {
  readonly id: string;
  readonly ppm?: number;
  readonly n?: number;
  readonly gives?: boolean;
}
interface Odds {
  readonly play: string;
  readonly items?: readonly Item[];
  readonly pity?: {
    readonly item: string;
    readonly hard: number;
    readonly from?: number;
    readonly step_ppm?: number;
  };
}

/** `wait`: the seed is not shown yet; `memory`: the number holds, and what it meant hangs on earlier draws. */
export type Found =
  | "other"
  | "wait"
  | "commitment"
  | "odds"
  | "number"
  | "prize"
  | "none"
  | "memory"
  | "holds";

const SPAN = 1_000_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^sha256:[0-9a-f]{64}$/;

/** Read what somebody pasted; null where it is no receipt, or only a part of one. */
export function receiptOf(text: string): Receipt | null {
  try {
    const one = JSON.parse(text.trim()) as Receipt & { readonly spec: string };
    const ids = [one.activity, one.draw, one.client].every((id) => UUID.test(id));
    const hashes = [one.revision_hash, one.odds_hash, one.commitment].every((hash) => HASH.test(hash));
    const words = [one.play, one.drawn, one.given].every((word) => typeof word === "string" && word !== "");
    const whole = one.number === null || (Number.isInteger(one.number) && one.number >= 0);
    const counts = Number.isInteger(one.nonce) && one.nonce > 0 && whole;
    return one.spec === "draw-receipt.v1" && ids && hashes && words && counts ? one : null;
  } catch {
    return null;
  }
}

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (hex: string): number[] => (hex.match(/../g) ?? []).map((one) => Number.parseInt(one, 16));

/** RFC 2104 with a key of 32 octets. */
function hmac(key: readonly number[], text: string): number[] {
  const pad = (by: number) => Array.from({ length: 64 }, (_, at) => (key[at] ?? 0) ^ by);
  return bytes(sha256([...pad(0x5c), ...bytes(sha256([...pad(0x36), ...octets(text)]))]));
}

/** The first usable 64-bit block below the span, as `first_fair` of the house; null: none of the four is. */
function firstFair(digest: readonly number[], span: number): number | null {
  const rest = [0, 0, 0, 0].reduce((sum) => (sum * 0x10000) % span, 1); // 2^64 modulo span
  for (let at = 0; at < digest.length; at += 8) {
    const words = [0, 2, 4, 6].map((nr) => (digest[at + nr] ?? 0) * 256 + (digest[at + nr + 1] ?? 0));
    const [one = 0, two = 0, three = 0, four = 0] = words;
    const unfair =
      rest > 0 && one * 0x10000 + two === 0xffffffff && three * 0x10000 + four >= 0x100000000 - rest;
    if (!unfair) return words.reduce((sum, word) => (sum * 0x10000 + word) % span, 0);
  }
  return null;
}

/** The number of an attempt, as `draw_number` of the house. */
export function drawNumber(seed: string, { activity, client, nonce }: Receipt, span: number): number | null {
  const message = `${activity}|${client}|${nonce}`;
  for (let more = 0; more < 64; more++) {
    const found = firstFair(hmac(bytes(seed), more === 0 ? message : `${message}|${more}`), span);
    if (found !== null) return found;
  }
  return null;
}

/** The items' shares of the million after so many misses, as `shares` of the house. */
function shares({ items = [], pity }: Odds, misses: number): number[] {
  const found = items.map(({ ppm = 0 }) => ppm);
  const begins = pity?.from || pity?.hard || 0;
  if (!pity || misses < begins) return found;
  if (misses >= pity.hard) return items.map(({ id }) => (id === pity.item ? SPAN : 0));
  const lucky = items.findIndex(({ id }) => id === pity.item);
  let wanted = (pity.step_ppm ?? 0) * (misses - begins + 1);
  for (let nr = found.length - 1; nr >= 0; nr--) {
    if (items[nr]?.gives !== false || nr === lucky) continue;
    const taken = Math.min(wanted, found[nr] ?? 0);
    found[nr] = (found[nr] ?? 0) - taken;
    found[lucky] = (found[lucky] ?? 0) + taken;
    wanted -= taken;
  }
  return found;
}

/** The item in whose share the number lies, the shares side by side. */
function metBy(widths: readonly number[], number: number): number {
  let end = 0;
  return widths.findIndex((width) => {
    end += width;
    return number < end;
  });
}

function met(odds: Odds, receipt: Receipt, widths: readonly number[], span: number, seed: string): Found {
  const number = drawNumber(seed, receipt, span);
  if (number !== receipt.number || number === null) return "number";
  const item = odds.items?.[metBy(widths, number)];
  if (item?.id === receipt.drawn) return "holds";
  return odds.items?.some(({ id }) => id === receipt.drawn) ? "prize" : "memory";
}

/** Work a draw out again; nothing here asks anybody. */
export function checked(receipt: Receipt, told: Public): Found {
  if (told.activity !== receipt.activity) return "other";
  const own = told.seeds.find((one) => one.revision_hash === receipt.revision_hash);
  if (!own || own.commitment !== receipt.commitment || own.odds_hash !== receipt.odds_hash)
    return "commitment";
  if (!own.seed) return "wait";
  const sealed = [...bytes(own.seed), ...octets(own.odds_hash + own.revision_hash)];
  if (`sha256:${sha256(sealed)}` !== own.commitment) return "commitment";
  if (!own.odds || `sha256:${sha256(octets(own.odds))}` !== own.odds_hash) return "odds";
  if (receipt.number === null) return "none";
  const odds = (JSON.parse(own.odds) as readonly Odds[]).find(({ play }) => play === receipt.play);
  const items = odds?.items ?? [];
  if (!odds) return "odds";
  if (items.length > 0 && items.every(({ n }) => n !== undefined)) {
    const left = receipt.basis?.left ?? [];
    const fits =
      left.length === items.length &&
      left.every((units, nr) => Number.isInteger(units) && units >= 0 && units <= (items[nr]?.n ?? 0));
    const span = left.reduce((sum, units) => sum + units, 0);
    return fits && span > 0 ? met(odds, receipt, left, span, own.seed) : "prize";
  }
  return met(odds, receipt, shares(odds, receipt.basis?.misses ?? 0), SPAN, own.seed);
}
