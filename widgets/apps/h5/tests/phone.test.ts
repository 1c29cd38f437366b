import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { claimed } from "../src/claimed";
import { clock, comeBack, hear, heard, hearPage, nextTurn, phaseOf } from "../src/clock";
import { type Held, nextLook, type Right } from "../src/held";
import { loadOwn } from "../src/mine";
import { kindOf, placeOf } from "../src/missed";
import { act, forget, read } from "../src/own";
import { oneAtATime } from "../src/single";
import type { Desk } from "../src/views";
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
    expect((await loadOwn("x")).live.who).toBe("guest");
    expect(sent).toHaveLength(1);
  });
  it("says what is left: a number while few, plenty above, none when it cannot be had", async () => {
    answers = [json({ data: { activity: { id: "act_1", prizes }, me: null } })];
    expect((await loadOwn("x")).live.left.wheel).toEqual({
      lounge: { units: 7, plenty: false },
      tea: { units: 1000, plenty: true },
      gone: { units: 0, plenty: false },
    });
  });
  it("lets a right be claimed once: not while its provider is asked", async () => {
    const rights = [
      { ...right, id: "a", state: "issued", waiting: false, paused: false },
      { ...right, id: "b", state: "issued", waiting: true, paused: false },
      { ...right, id: "c", state: "active", waiting: false, paused: false },
      { ...right, id: "d", state: "redeemed", waiting: false, paused: false },
      { ...right, id: "e", state: "active", waiting: true, paused: false },
      { ...right, id: "f", state: "issued", waiting: false, paused: true },
    ];
    answers = [
      json({ data: { activity: { id: "act_1", prizes: [] }, me } }),
      json({ data: { myChances: [{ play: "wheel", left: 2 }], myRights: rights } }),
    ];
    const live = (await loadOwn("x")).live;
    expect(live.chances).toEqual({ wheel: 2 });
    expect(live.rights.map(({ claimable, usable }) => [claimable, usable])).toEqual([
      [true, false],
      [false, false],
      [false, true],
      [false, false],
      [false, false],
      [false, false],
    ]);
    expect(live.rights.at(-1)?.state).toBe("paused");
  });
});

describe("the clock of a phone that slept", () => {
  const noon = Date.parse("2026-11-21T12:00:00Z");

  it("is not believed any more where the phone slept, until the server is heard again", () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    comeBack();
    hear("2026-11-21T12:00:00Z");
    vi.advanceTimersByTime(60_000);
    comeBack();
    expect(heard()).toBe(noon + 60_000);
    vi.setSystemTime(Date.now() + 3_600_000);
    comeBack();
    expect(heard()).toBeNull();
    hear("2026-11-21T13:01:00Z");
    comeBack();
    expect(heard()).toBe(noon + 61 * 60_000);
    vi.useRealTimers();
  });

  it("is not believed where the phone slept between the ask and the answer", () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    comeBack();
    vi.setSystemTime(Date.now() + 3_600_000);
    hear("2026-11-21T12:00:00Z"); // said before the sleep, read after it
    comeBack();
    expect(heard()).toBeNull();
    vi.useRealTimers();
  });
});

describe("the clock", () => {
  const times = { state: "running", startsAt: "2026-11-21T12:00:00Z", endsAt: "2026-11-21T13:00:00Z" };
  const noon = Date.parse(times.startsAt);

  it("is the server's, whatever the phone's says, and goes on by one that nobody sets", () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    vi.setSystemTime("2031-01-01T00:00:00Z");
    hear("2026-11-21T12:00:00Z");
    vi.setSystemTime("1999-01-01T00:00:00Z");
    expect(clock()).toBe(noon);
    vi.advanceTimersByTime(1500);
    expect(heard()).toBe(noon + 1500);
    hear("no time at all");
    expect(clock()).toBe(noon + 1500);
    vi.useRealTimers();
  });
  it("comes with the page, but not out of the phone's own store", () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    const came = { serverTiming: [{ name: "now", duration: noon }], responseStart: performance.now() - 400 };
    const page = vi.spyOn(performance, "getEntriesByType");
    hear("2026-11-21T09:00:00Z");
    page.mockReturnValue([{ ...came, transferSize: 0 }] as never);
    hearPage();
    expect(heard()).toBe(noon - 3 * 3_600_000);
    page.mockReturnValue([{ ...came, transferSize: 300 }] as never);
    hearPage();
    expect(heard()).toBe(noon + 400);
    page.mockReturnValue([{ transferSize: 300 }] as never);
    hearPage();
    expect(heard()).toBe(noon + 400);
    page.mockRestore();
    vi.useRealTimers();
  });

  it("says how far an activity is as the server's pages do", () => {
    const phases = ["scheduled", "running", "paused", "halted", "ended", "settling", "archived"].map(
      (state) => phaseOf({ ...times, state }, noon),
    );
    expect(phases).toEqual(["soon", "running", "paused", "halted", "ended", "ended", "ended"]);
    expect(phaseOf(times, noon + 3_600_000)).toBe("ended");
    expect(phaseOf({ ...times, state: "halted" }, noon + 3_600_000)).toBe("halted");
  });
  it("asks again just after the start and the end, spread out, and never in a storm", () => {
    const soon = { ...times, state: "scheduled" };
    expect(nextTurn(soon, noon - 60_000, 0)).toBe(60_200);
    expect(nextTurn(soon, noon - 60_000, 1)).toBe(62_200);
    expect(nextTurn(soon, noon + 1000, 0)).toBe(2000);
    expect(nextTurn(times, noon, 0)).toBe(3_600_000);
    expect(nextTurn(soon, noon - 9e9, 0)).toBe(3_600_000);
    expect(nextTurn({ ...times, state: "ended" }, noon, 0)).toBeNull();
  });
});

describe("what failed on this phone", () => {
  it("is told by its kind and its place in our scripts, never by its message", () => {
    const why = new TypeError("王小明 13812341234 is not iterable");
    why.stack = `TypeError: ${why.message}\n    at a (https://b.cn/assets/0a1b-wheel.js:1:204)\n    at x.js:2:1`;
    expect([kindOf(why), placeOf(why)]).toEqual(["TypeError", "0a1b-wheel.js:1:204"]);
    const odd = Object.assign(new Error("x"), { name: "王小明 13812341234", stack: "王小明:1:2" });
    expect([kindOf(odd), placeOf(odd)]).toEqual(["Error", ""]);
    expect([kindOf("王小明"), placeOf(null)]).toEqual(["Error", ""]);
  });
});

describe("one at a time", () => {
  it("runs once now and once more for all who asked meanwhile, also after a failure", async () => {
    const gates: Array<(broken?: Error) => void> = [];
    let under_way = 0;
    let most = 0;
    const run = oneAtATime(async () => {
      under_way += 1;
      most = Math.max(most, under_way);
      const gate = new Promise<void>((done, fail) =>
        gates.push((broken) => (broken ? fail(broken) : done())),
      );
      await gate.finally(() => {
        under_way -= 1;
      });
    });
    const [first, second, third] = [run(), run(), run()];
    expect(gates).toHaveLength(1);
    expect(third).toBe(second);
    gates[0]?.();
    await first;
    await vi.waitFor(() => expect(gates).toHaveLength(2));
    const failing = expect(second).rejects.toThrow("net");
    const after = run();
    gates[1]?.(new Error("net"));
    await failing;
    await vi.waitFor(() => expect(gates).toHaveLength(3));
    gates[2]?.();
    await after;
    expect(most).toBe(1);
  });
});

describe("the page of a right", () => {
  const right: Right = {
    id: "ent_1",
    title: "",
    state: "active",
    waiting: false,
    seeking: false,
    paused: false,
    validTo: "",
    claimedAt: null,
    providerName: "",
    terms: "",
    providerSide: null,
    units: 1,
    unitsLeft: 1,
    service: "",
    hours: [],
    opensAt: null,
    formDue: false,
    packageTitle: null,
  };
  const now = Date.parse("2026-11-21T12:00:00Z");
  const held = (change: Partial<Right>, expiresAt?: string | null): Held => ({
    kind: "held",
    me: null,
    right: { ...right, ...change },
    code:
      expiresAt === undefined
        ? null
        : { code12: "1", qr: "", expiresAt, phoneNeeded: true, pin: "", now: "" },
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
    expect(nextLook({ kind: "guest" }, now)).toBeNull();
  });
});

describe("what components ask for after an act", () => {
  const told = json({ data: { told: true } });
  const done = json({ data: { done: { __typename: "Done" } } });
  const all = async () => {
    await Promise.all(["points", "points", "family"].map((name) => read(name, {}, async () => undefined)));
  };
  const desk = { refresh: all } as unknown as Desk;

  it("is what the act can have changed, once", async () => {
    answers = [told, told, done, told];
    await all();
    expect(sent).toHaveLength(2); // who asks for the same at one time gets one answer
    await act("redeemOffer", { offer: "o" }, desk);
    await vi.waitFor(() => expect(sent).toHaveLength(4));
    expect(sent[3]?.id).toBe(sent[0]?.id);
  });
  it("is never what somebody else was told, or is still to be told", async () => {
    let answer = (_: Response): void => undefined;
    const slow = new Promise<Response>((told) => {
      answer = told;
    });
    answers = [() => slow, told, done, told, told];
    const his = read("wallet", {}, async () => undefined, "his");
    const hers = await read("wallet", {}, async () => undefined, "hers");
    expect([hers, sent.length]).toEqual([{ told: true }, 2]);
    answer(told());
    await his;
    const enter = { refresh: async () => forget() } as unknown as Desk;
    await act("transferPoints", { points: 1 }, enter);
    await read("wallet", {}, async () => undefined, "hers");
    expect(sent).toHaveLength(4); // what is kept was another's: it is asked for
  });
  it("is everything, where nobody said what an act changes", async () => {
    answers = [told, told, done, told, told];
    await all();
    const before = sent.length;
    await act("remove-member", { member: "m" }, desk);
    await vi.waitFor(() => expect(sent).toHaveLength(before + 3));
  });
});
