import type {
  ActivityDocument,
  DecideSetComplete,
  PlayDecide,
  PlayOutcome,
} from "@largesse/contracts/documents";
import { allOutcomesOf } from "@largesse/kernel";
import { describe, expect, test } from "vitest";
import example from "../../../../schemas/examples/valid/activity.v1/autumn-wheel.json";
import { sharing } from "../src/effects/points";
import { decidedBy, OPERATORS, operatorBy, placedIn } from "../src/operators";
import { reachable, settled, solved } from "../src/operators/answers";
import { allocate, shifted, sumPpm, WHOLE_PPM, whole } from "../src/operators/odds";
import { inRows } from "../src/operators/places";
import { costOf, newPlay } from "../src/settings/edits";
import { newQuestion } from "../src/settings/questions";

const wheel = (): ActivityDocument => structuredClone(example) as unknown as ActivityDocument;
const [spinning] = wheel().plays;
if (!spinning) throw new Error("the example has a play");
const ids = (decide: PlayDecide) => allOutcomesOf(decide).map((one) => one.id);

describe("shares of a million", () => {
  test("split by largest remainder, ties to the earlier, as the server does", () => {
    expect(allocate(WHOLE_PPM, [1, 1, 1])).toEqual([333_334, 333_333, 333_333]);
    expect(allocate(WHOLE_PPM, [0, 0])).toEqual([500_000, 500_000]);
    expect(allocate(WHOLE_PPM, [])).toEqual([]);
  });

  test("stay whole whatever one of them becomes", () => {
    const cards = [{ ppm: 600_000 }, { ppm: 300_000 }, { ppm: 100_000 }];
    expect(shifted(cards, 0, 200_000).map((one) => one.ppm)).toEqual([200_000, 600_000, 200_000]);
    for (const ppm of [-5, 0, 1, 333_333, WHOLE_PPM, 2 * WHOLE_PPM])
      expect(sumPpm(shifted(cards, 1, ppm))).toBe(WHOLE_PPM);
    expect(sumPpm(whole([...cards, { ppm: 77 }]))).toBe(WHOLE_PPM);
    expect(shifted([{ ppm: 5 }], 0, 5)).toEqual([{ ppm: WHOLE_PPM }]);
  });
});

describe("another way to decide", () => {
  test.each(OPERATORS.map(({ op }) => op))("%s keeps what fits and names what goes", (op) => {
    const { play, kept, lost } = decidedBy(spinning, op, wheel());
    expect(play.decide.op).toBe(op);
    expect(new Set(ids(play.decide)).size).toBe(ids(play.decide).length);
    expect([...kept, ...lost].map((one) => one.id).sort()).toEqual(ids(spinning.decide).sort());
    for (const one of kept) {
      const now = allOutcomesOf(play.decide).find(({ id }) => id === one.id);
      expect([now?.title, now?.effects]).toEqual([one.title, one.effects]);
    }
  });

  test("asks where odds were set, and not where nothing was", () => {
    expect(decidedBy(spinning, "urn", wheel()).asks).toBe(true);
    const fresh = newPlay(wheel(), "certain");
    expect(decidedBy(fresh, "weighted", wheel()).asks).toBe(false);
  });

  test("there and back keeps every outcome that both can hold", () => {
    const urn = decidedBy(spinning, "urn", wheel()).play;
    const back = decidedBy(urn, "weighted", wheel()).play;
    expect(ids(back.decide)).toEqual(ids(spinning.decide));
    expect(back.decide.op === "weighted" && sumPpm(back.decide.items)).toBe(WHOLE_PPM);
  });

  test("gives a quiz a question, with a right answer that it offers", () => {
    const quiz = newPlay(wheel(), "answer");
    expect(quiz.decide.op === "answer" && quiz.decide.key[0]).toEqual({
      question: quiz.asks?.[0]?.id,
      right: [quiz.asks?.[0]?.options?.[0]?.id],
    });
  });
});

describe("what the settings say of outcomes", () => {
  test("an urn's odds and numbers are those of its pieces", () => {
    const outcome = { id: "tea", title: { "zh-CN": "茶礼" }, effects: [] };
    const urn: PlayDecide = {
      op: "urn",
      items: [
        { n: 1, outcome },
        { n: 3, outcome: { ...outcome, id: "none" } },
      ],
    };
    expect(placedIn(urn).map(({ ppm, stock }) => [ppm, stock])).toEqual([
      [250_000, 1],
      [750_000, 3],
    ]);
  });

  test("what is given first come, and at every attempt, costs what its number allows", () => {
    const document = wheel();
    const [right] = document.rights;
    if (!right) throw new Error("the example has a right");
    const effects = [{ do: "grant" as const, right: right.ref, units: 2 }];
    const decide: PlayDecide = {
      op: "first_come",
      stock: 3,
      release: [{ at: "2026-12-01T00:00:00Z", n: 4 }],
      outcome: { id: "gift", title: { "zh-CN": "礼" }, effects },
    };
    document.plays = [{ ...spinning, decide }];
    expect(costOf(document, () => null).boundMinor).toBe(7 * 2 * right.unit_cost_minor);
    document.plays = [{ ...spinning, decide, effects }];
    expect(costOf(document, () => null).boundMinor).toBeNull();
    expect(costOf(document, () => 10).boundMinor).toBe((7 * 2 + 10) * right.unit_cost_minor);
  });
});

describe("a key", () => {
  const two = [newQuestion([])];
  two.push(newQuestion(two));
  const key = solved(solved([], "question-1", ["option-1"]), "question-2", ["option-2"]);

  test("counts a question only where something is right", () => {
    expect(reachable(key)).toBe(2);
    expect(solved(key, "question-1", [])).toEqual([{ question: "question-2", right: ["option-2"] }]);
  });

  test("forgets what is asked no more, and the pass stays within reach", () => {
    const outcome = { id: "gift", title: { "zh-CN": "礼" }, effects: [] };
    const quiz = {
      ...{ op: "answer" as const, key, pass_score: 2, outcome },
      otherwise: { ...outcome, id: "no" },
    };
    const after = settled(quiz, two.slice(1));
    expect([after.key.map((one) => one.question), after.pass_score]).toEqual([["question-2"], 1]);
  });
});

describe("places in rows", () => {
  test("are named by row and number, and made once", () => {
    const some = inRows([], { rows: 2, each: 12, n: 1 });
    expect([some[0]?.title["zh-CN"], some.at(-1)?.id, some.length]).toEqual(["A1", "b12", 24]);
    expect(inRows(some, { rows: 3, each: 12, n: 2 }).slice(24)).toHaveLength(12);
    expect(inRows([], { rows: 26, each: 500, n: 1 })).toHaveLength(500);
  });
});

test("a fresh set of cards makes a million, and its operator says that chance decides", () => {
  const { decide } = newPlay(wheel(), "set_complete");
  expect(sumPpm((decide as DecideSetComplete).items)).toBe(WHOLE_PPM);
  expect(operatorBy("set_complete").byChance).toBe(true);
});

describe("a packet that a team shares", () => {
  const gift: PlayOutcome = {
    id: "each",
    title: { "zh-CN": "一份" },
    effects: [
      { do: "points", points: 5 },
      { do: "tag", tag: "friend" },
    ],
  };
  const part = { do: "points", points: "part" };

  test("gives each outcome one part of it, beside what it gives already", () => {
    const shared = sharing(gift, true);
    expect(shared.effects).toEqual([...gift.effects, part]);
    expect(sharing(shared, true)).toEqual(shared);
  });
  test("takes only its part along when it goes", () => {
    expect(sharing(sharing(gift, true), false)).toEqual(gift);
  });
});
