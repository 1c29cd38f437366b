import { type PageFacts, PHASES, type Prize } from "@largesse/kernel";
import { type Live, NOTHING_YET, type Played, stillKit, wins } from "@largesse/kit";
import { describe, expect, it } from "vitest";
import { copyOf } from "../src/copy";
import { type Act, AT_REST, step } from "../src/draw/act";
import { LANDING_MS } from "../src/draw/ceremony";
import { lineOf } from "../src/draw/words";
import { beats, PLACES, placesOf, restOf } from "../src/nine-grid/grid";
import { ENOUGH, rub, share } from "../src/scratch-card/foil";
import { type Felt, recent, shaken } from "../src/shake/jolts";
import { passing, resting } from "../src/slot-machine/reels";

const prize = (id: string, wins = true): Prize => ({
  id,
  wins,
  title: id,
  image: null,
  category: null,
  value: null,
  ppm: null,
  total: null,
  each: null,
});
const prizes = (count: number): Prize[] => Array.from({ length: count }, (_, at) => prize(`p${at}`));
const played = (more: Partial<Played> = {}): Played => ({
  draw: "drw_1",
  outcome: "win",
  prize: { id: "lounge", title: "贵宾厅" },
  entitlement: null,
  chancesLeft: 1,
  againAt: null,
  commit: "",
  ...more,
});

describe("an attempt", () => {
  const asking = step(AT_REST, { does: "ask", pick: 2, moves: true });
  it("sets off with the press, lands on what was decided and keeps showing it", () => {
    const landing = step(asking, { does: "decide", played: played(), still: false });
    const rests = step(landing, { does: "end" });
    expect([asking.motion, landing.motion, rests.motion]).toEqual(["asking", "landing", "rest"]);
    expect([asking.asking, landing.asking]).toEqual([true, false]);
    expect([asking.played, rests.played, rests.pick]).toEqual([null, played(), 2]);
  });
  it("forgets what was won before when it begins anew", () => {
    const known: Act = { ...AT_REST, played: played() };
    expect(step(known, { does: "ask", pick: 0, moves: true }).played).toBeNull();
  });
  it("comes to rest where it stood when nothing was played", () => {
    const lost = step(asking, { does: "lose" });
    expect([lost.motion, lost.asking, lost.played]).toEqual(["settling", false, null]);
    expect(step(lost, { does: "end" }).motion).toBe("rest");
  });
  it("does not move at all where stillness is wanted", () => {
    const still = step(AT_REST, { does: "ask", pick: 0, moves: false });
    const known = step(still, { does: "decide", played: played(), still: true });
    expect([still.motion, still.asking, known.motion, known.played]).toEqual([
      "rest",
      true,
      "rest",
      played(),
    ]);
    expect(step(still, { does: "lose" }).motion).toBe("rest");
  });
  it("settles with a result for which the picture has no place", () => {
    expect(step(asking, { does: "decide", played: played(), still: true }).motion).toBe("settling");
  });
  it("is won also by what stands in for a gift that is gone", () => {
    expect([played(), played({ outcome: "fallback", entitlement: "ent_1" })].map(wins)).toEqual([true, true]);
    expect([played({ outcome: "fallback" }), played({ outcome: "none" })].map(wins)).toEqual([false, false]);
  });
  it("lands in less than two and a half seconds", () => {
    expect(LANDING_MS).toBeLessThan(2500);
  });
});

describe("the line under a play", () => {
  const facts = (phase: PageFacts["phase"]): PageFacts => ({
    slug: "x",
    title: "",
    phase,
    opens: "",
    closes: "",
    tz: "Asia/Shanghai",
    plays: {
      p: {
        title: "",
        byChance: true,
        prizes: [prize("a"), prize("none", false)],
        instead: [],
        chances: null,
      },
    },
    disclosure: [],
  });
  const line = (live: Partial<Live>, phase: PageFacts["phase"] = "running", asking = false): string =>
    lineOf(
      stillKit({
        locale: "zh-CN",
        facts: facts(phase),
        copy: copyOf["zh-CN"],
        live: { ...NOTHING_YET, ...live },
      }),
      "p",
      asking,
      "提示",
    );
  it("says what is left, when there is one again, and that there is none", () => {
    expect(line({ chances: { p: 2 } })).toBe("您还有 2 次机会");
    expect(line({ chances: { p: 0 }, again: { p: "2026-09-20T16:00:00Z" } })).toContain(
      "2026年9月21日 00:00 再来",
    );
    expect(line({ chances: { p: 0 } })).toContain("机会已全部用完");
    expect(line({})).toBe("提示");
  });
  it("says that everything was given only when it is known of every prize", () => {
    expect(line({ left: { p: { a: { units: 0, plenty: false } } } })).toContain("已全部赠完");
    expect(line({ left: { p: { a: { units: 1, plenty: false } } } })).not.toContain("赠完");
    expect(line({ left: {} })).not.toContain("赠完");
  });
  it.each(PHASES.filter((phase) => phase !== "running" && phase !== "preview"))(
    "says of an activity that is %s why one cannot take part",
    (phase) => {
      expect(line({ chances: { p: 2 } }, phase)).toBe(copyOf["zh-CN"][`widgets.phase.${phase}`]);
    },
  );
  it("says while the server is asked that it is", () => {
    expect(line({ chances: { p: 2 } }, "running", true)).toBe("正在为您抽取…");
  });
});

describe("the nine grid", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("shows %i outcomes, none more often than another", (count) => {
    const places = placesOf(prizes(count));
    expect(places).toHaveLength(PLACES);
    const often = prizes(count).map(({ id }) => places.filter((one) => one?.id === id).length);
    expect(new Set(often)).toEqual(new Set([Math.floor(PLACES / count)]));
  });
  it("is empty where there are no outcomes", () => {
    expect(placesOf([])).toEqual(Array(PLACES).fill(null));
  });
  it("rests on what was decided, else where nothing is won, and promises nothing else", () => {
    const places = placesOf([prize("a"), prize("b"), prize("none", false)]);
    expect(places[restOf(places, "b") ?? -1]?.id).toBe("b");
    expect(places[restOf(places, "sold-out") ?? -1]?.wins ?? false).toBe(false);
    expect(restOf(placesOf(prizes(8)), "sold-out")).toBeNull();
  });
  it.each([0, 3, 7])(
    "moves the light from %i onto the place where it rests, ever slower and in time",
    (from) => {
      for (let to = 0; to < PLACES; to++) {
        const moves = beats(from, to, 1900);
        expect((from + moves.length) % PLACES).toBe(to);
        expect(moves[moves.length - 1]).toBe(1900);
        const waits = moves.map((at, index) => at - (moves[index - 1] ?? 0));
        for (const [index, wait] of waits.entries())
          expect(wait).toBeGreaterThanOrEqual((waits[index - 1] ?? 0) - 1);
      }
    },
  );
});

describe("the foil", () => {
  it("is gone under every place that was rubbed, and nowhere else", () => {
    const places = new Set<number>();
    rub(places, { x: 0.1, y: 0.5 }, { x: 0.9, y: 0.5 });
    expect(share(places)).toBeGreaterThan(0.15);
    expect(share(places)).toBeLessThan(ENOUGH);
    const before = places.size;
    rub(places, { x: 0.1, y: 0.5 }, { x: 0.9, y: 0.5 });
    expect(places.size).toBe(before);
  });
  it("is gone enough after three broad strokes", () => {
    const places = new Set<number>();
    for (const y of [0.2, 0.5, 0.8]) rub(places, { x: 0, y }, { x: 1, y });
    expect(share(places)).toBeGreaterThanOrEqual(ENOUGH);
  });
});

describe("a phone", () => {
  const felt = (xs: readonly number[], every_ms: number): Felt[] =>
    xs.reduce<Felt[]>((all, x, at) => recent(all, { at_ms: at * every_ms, x, y: 0, z: 9.8 }), []);
  it("is shaken by going to and fro within a second", () => {
    expect(shaken(felt([0, 15, -15, 15, -15, 15], 100))).toBe(true);
  });
  it.each([
    ["carried", [0, 4, -3, 5, -4, 3, -5, 4], 100],
    ["put down once", [0, 0, 25, 0, 0, 0], 100],
    ["turned over slowly", [-20, 20, -20, 20, -20], 400],
  ])("is not shaken when it is %s", (_, xs, every_ms) => {
    expect(shaken(felt(xs, every_ms))).toBe(false);
  });
});

describe("the reels", () => {
  const all = [prize("a"), prize("b"), prize("none", false)];
  it("rest alike on what was won, and never alike on anything else", () => {
    const won = prize("b");
    expect(resting(all, won)).toEqual([won, won, won]);
    for (const some of [all, [prize("a")], [], prizes(20)]) {
      const faces = resting(some, null).map((face) => face?.id ?? null);
      expect(new Set(faces).size).toBeGreaterThan(some.length > 0 ? 1 : 0);
      expect(faces[1]).toBeNull();
    }
  });
  it("turn past faces of prizes, each reel beginning with another", () => {
    const [first, second] = [passing(all, 0), passing(all, 1)];
    expect(first).toHaveLength(second.length);
    expect(first[0]).not.toEqual(second[0]);
    expect(passing([], 0).every((face) => face === null)).toBe(true);
  });
});
