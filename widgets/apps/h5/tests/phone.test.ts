import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { claimed } from "../src/claimed";
import { type Held, nextLook, type Right } from "../src/held";
import { loadLive } from "../src/mine";
import { ask, Broken, Unreached } from "../src/wire";

/** A server on the wire: what it is sent is kept, what it answers is said by the test. */
let sent: Array<{ id: string; variables: { ask?: { key: string } } }>;
let answers: Array<() => Response | Promise<Response>>;
const json =
  (body: object, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const silence = () => Promise.reject(new TypeError("network"));

beforeEach(() => {
  const kept = new Map<string, string>();
  sent = [];
  answers = [];
  vi.stubGlobal("document", { documentElement: { lang: "zh-CN" } });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("fetch", (_: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body));
    return Promise.resolve((answers.shift() ?? silence)());
  });
});
afterEach(() => vi.unstubAllGlobals());

const keys = () => sent.map(({ variables }) => variables.ask?.key);
const yes = json({ data: { claimRight: { __typename: "RightClaimedType", id: "ent_1", state: "active" } } });
const no = json({
  data: { claimRight: { __typename: "Refusal", code: "rights.expired", message: "已过期" } },
});

describe("an ask", () => {
  it("sends the id of a document and never its text", async () => {
    answers = [json({ data: { ok: 1 } })];
    await ask("0123abcd", { a: 1 });
    expect(sent).toEqual([{ id: "0123abcd", variables: { a: 1 } }]);
  });
  it("tells a lost connection from a server that could not answer", async () => {
    answers = [silence, json({}, 503), json({ data: null, errors: [{}] })];
    await expect(ask("x", {})).rejects.toBeInstanceOf(Unreached);
    await expect(ask("x", {})).rejects.toBeInstanceOf(Unreached);
    await expect(ask("x", {})).rejects.toBeInstanceOf(Broken);
  });
});

describe("a claim", () => {
  it("keeps its key until an answer came, so a second press is the same claim", async () => {
    answers = [silence, yes];
    await expect(claimed("ent_1")).rejects.toBeInstanceOf(Unreached);
    expect(await claimed("ent_1")).toBeNull();
    expect(keys()[1]).toBe(keys()[0]);
  });
  it("is a new claim after an answer, whatever the answer was", async () => {
    answers = [no, yes];
    expect(await claimed("ent_1")).toMatchObject({ message: "已过期" });
    await claimed("ent_1");
    expect(keys()[1]).not.toBe(keys()[0]);
  });
  it("of another right is another claim", async () => {
    await claimed("ent_1").catch(() => undefined);
    await claimed("ent_2").catch(() => undefined);
    expect(keys()[1]).not.toBe(keys()[0]);
  });
});

describe("the client's own", () => {
  const prizes = [
    { play: "wheel", id: "lounge", available: true, left: 7 },
    { play: "wheel", id: "tea", available: true, left: 1000 },
    { play: "wheel", id: "gone", available: false, left: 3 },
  ];
  const me = { maskedName: "王**", tier: { name: "铂金" }, adviser: null };
  const right = { title: "贵宾厅", validTo: "2027-01-01T00:00:00Z" };

  it("is not asked for while nobody is recognised", async () => {
    answers = [json({ data: { activity: { id: "act_1", prizes }, me: null } })];
    expect((await loadLive("x")).who).toBe("guest");
    expect(sent).toHaveLength(1);
  });
  it("says what is left: a number while few, plenty above, none when it cannot be had", async () => {
    answers = [json({ data: { activity: { id: "act_1", prizes }, me: null } })];
    expect((await loadLive("x")).left.wheel).toEqual({
      lounge: { units: 7, plenty: false },
      tea: { units: 1000, plenty: true },
      gone: { units: 0, plenty: false },
    });
  });
  it("lets a right be claimed once: not while its provider is asked", async () => {
    const rights = [
      { ...right, id: "a", state: "issued", waiting: false },
      { ...right, id: "b", state: "issued", waiting: true },
      { ...right, id: "c", state: "active", waiting: false },
      { ...right, id: "d", state: "redeemed", waiting: false },
      { ...right, id: "e", state: "active", waiting: true },
    ];
    answers = [
      json({ data: { activity: { id: "act_1", prizes: [] }, me } }),
      json({ data: { myChances: [{ play: "wheel", left: 2 }], myRights: rights } }),
    ];
    const live = await loadLive("x");
    expect(live.chances).toEqual({ wheel: 2 });
    expect(live.rights.map(({ claimable, usable }) => [claimable, usable])).toEqual([
      [true, false],
      [false, false],
      [false, true],
      [false, false],
      [false, false],
    ]);
  });
});

describe("the page of a right", () => {
  const right: Right = {
    id: "ent_1",
    title: "",
    state: "active",
    waiting: false,
    validTo: "",
    claimedAt: null,
    providerName: "",
    terms: "",
  };
  const now = Date.parse("2026-11-21T12:00:00Z");
  const held = (change: Partial<Right>, expiresAt?: string | null): Held => ({
    kind: "held",
    right: { ...right, ...change },
    code: expiresAt === undefined ? null : { code12: "1", qr: "", expiresAt, phoneNeeded: true },
  });

  it("looks again when the code changes, and soon enough to see that it was used", () => {
    expect(nextLook(held({}, "2026-11-21T12:00:02Z"), now)).toBe(2000);
    expect(nextLook(held({}, "2026-11-21T12:00:28Z"), now)).toBe(5000);
    expect(nextLook(held({}, null), now)).toBe(5000);
  });
  it("never asks in a storm, even with a clock that is wrong", () => {
    expect(nextLook(held({}, "2026-11-21T11:00:00Z"), now)).toBe(800);
  });
  it("looks while something is being arranged and rests when nothing can change", () => {
    expect(nextLook(held({ state: "issued", waiting: true }), now)).toBe(3000);
    expect(nextLook(held({ state: "active" }), now)).toBe(3000);
    expect(nextLook(held({ state: "redeemed" }), now)).toBeNull();
    expect(nextLook({ kind: "gone" }, now)).toBeNull();
  });
});
