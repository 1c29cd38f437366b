import { cut, graphemes, type Prize } from "@largesse/kernel";
import { describe, expect, it } from "vitest";
import { lines, placeOf, runsAlong, segmentsOf, stopAt, turnTo } from "../src/lottery-wheel/wheel";

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
const wheel = segmentsOf([prize("lounge"), prize("tea"), prize("none", false)]);

/** Which slice stands under the pin after a turn. */
const under = (turn_deg: number, count: number): number =>
  Math.floor((((360 - (turn_deg % 360)) % 360) / 360) * count);

describe("the wheel", () => {
  it("looks like a wheel with few prizes, and never shows one more often than another", () => {
    expect(wheel).toHaveLength(6);
    expect(wheel.filter((one) => one.id === "lounge")).toHaveLength(2);
    expect(segmentsOf([])).toEqual([]);
  });
  it.each(["lounge", "tea", "none"])("stops with %s under the pin, from wherever it stood", (id) => {
    for (const from of [0, 37, 1234.5]) {
      const turn = turnTo(from, stopAt(wheel, id) ?? -1, wheel.length);
      expect(wheel[under(turn, wheel.length)]?.id).toBe(id);
      expect(turn).toBeGreaterThan(from + 720);
    }
  });
  it("stops where nothing is won when the server's outcome is not on the wheel", () => {
    expect(wheel[stopAt(wheel, "sold-out") ?? -1]?.wins).toBe(false);
  });
  it("has nowhere to stop when every slice would promise a prize", () => {
    expect(stopAt([prize("lounge")], "sold-out")).toBeNull();
  });
  it("writes a label in lines that fit their slice", () => {
    expect(lines("机场贵宾厅单次礼遇", 6)).toEqual(["机场贵宾厅", "单次礼遇"]);
    expect(lines("Moonlight for company", 6)).toEqual(["Moonlight", "for", "company"]);
  });
  it("says by a sign that a label goes on", () => {
    expect(lines("环球机场贵宾厅双人全年尊享礼遇", 12)).toEqual(["环球机场贵", "宾厅双人…"]);
    expect(lines("Extraordinarily", 6)).toEqual(["Extraordi…"]);
  });
  it.each([
    ["新春开门红包迎福到万一🎁🎁🎁", 12],
    ["🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁", 6],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦礼", 6],
    ["𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", 14],
  ])("cuts %s between whole letters only", (label, count) => {
    const whole = new Set(graphemes(label));
    for (const line of lines(label, count)) {
      expect(graphemes(line).filter((sign) => sign !== "…" && !whole.has(sign))).toEqual([]);
      expect(() => encodeURIComponent(line)).not.toThrow();
    }
  });
  it("counts a sign with its marks, a flag and a family as one", () => {
    expect(graphemes("e\u0301🇨🇳👩‍👩‍👧‍👦👍🏽1️⃣礼")).toHaveLength(6);
    expect(cut("👍🏽👍🏽👍🏽👍🏽", 3)).toBe("👍🏽👍🏽…");
  });
  it("shows every prize, and stops on the one that was won", () => {
    const many = segmentsOf(Array.from({ length: 14 }, (_, at) => prize(`p${at + 1}`)));
    expect(many).toHaveLength(14);
    const turn = turnTo(0, stopAt(many, "p14") ?? -1, many.length);
    expect(many[under(turn, 14)]?.id).toBe("p14");
  });
  it("writes along the radius where slices are narrow", () => {
    expect([6, 7].map(runsAlong)).toEqual([false, true]);
    expect(placeOf(0, 2, true)).toContain("rotate(90)");
    expect(placeOf(0, 2, false)).not.toContain("rotate");
  });
});
