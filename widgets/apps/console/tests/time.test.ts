import { describe, expect, test } from "vitest";
import { clockOf } from "../src/parts/time";

const shanghai = clockOf("Asia/Shanghai");
const zurich = clockOf("Europe/Zurich");
const newYork = clockOf("America/New_York");
const kathmandu = clockOf("Asia/Kathmandu");

describe("the institution's clock", () => {
  test("counts days in its own zone, wherever the browser is", () => {
    const late = "2026-11-21T23:30:00Z";
    expect([shanghai, zurich, newYork].map((clock) => clock.day(late))).toEqual([
      "2026-11-22",
      "2026-11-22",
      "2026-11-21",
    ]);
    expect(zurich.days("2026-11-21T16:00:00Z", "2026-11-22T15:59:00Z")).toBe("2026-11-21 – 2026-11-22 16:59");
    expect([zurich.day(null), zurich.days(null, null)]).toEqual(["–", "–"]);
  });

  test("ends a window with the last moment of it: at midnight the day before, else the minute", () => {
    const [opens, midnight] = ["2026-11-30T16:00:00Z", "2027-03-31T16:00:00Z"];
    expect(shanghai.lastDay(midnight)).toBe("2027-03-31");
    expect(shanghai.days(opens, midnight)).toBe("2026-12-01 – 2027-03-31");
    expect(zurich.days(opens, midnight)).toBe("2026-11-30 – 2027-03-31 18:00");
    expect(shanghai.days(opens, null)).toBe("2026-12-01 – –");
  });

  test("tells a moment to the minute, with its day, however near it is", () => {
    expect(zurich.minute("2026-07-01T10:00:59Z")).toBe("2026-07-01 12:00");
    expect(shanghai.minute("2026-11-21T16:30:00Z")).toBe("2026-11-22 00:30");
  });

  test("tells a moment to the second", () => {
    expect(zurich.exact("2026-07-01T10:00:05Z")).toBe("2026-07-01 12:00:05");
    expect(kathmandu.exact("2026-07-01T10:00:05.900Z")).toBe("2026-07-01 15:45:05");
  });

  test("knows its own today and the name of the day", () => {
    const midnight = Date.parse("2026-11-20T23:30:00Z");
    expect([zurich.today(midnight), newYork.today(midnight)]).toEqual(["2026-11-21", "2026-11-20"]);
    expect([zurich.weekday("en", midnight), newYork.weekday("en", midnight)]).toEqual(["Saturday", "Friday"]);
  });

  test("gives what a field of date and time means its offset, in summer and in winter", () => {
    expect(shanghai.instant("2026-11-21T09:30")).toBe("2026-11-21T09:30:00+08:00");
    expect(zurich.instant("2026-11-21T09:30")).toBe("2026-11-21T09:30:00+01:00");
    expect(zurich.instant("2026-07-01T09:30")).toBe("2026-07-01T09:30:00+02:00");
    expect(newYork.instant("2026-07-01T21:30")).toBe("2026-07-01T21:30:00-04:00");
    expect(kathmandu.instant("2026-07-01T00:15")).toBe("2026-07-01T00:15:00+05:45");
  });

  test("is right beside the night when clocks are moved", () => {
    expect(zurich.instant("2026-03-29T01:59")).toBe("2026-03-29T01:59:00+01:00");
    expect(zurich.instant("2026-03-29T03:00")).toBe("2026-03-29T03:00:00+02:00");
    expect(newYork.instant("2026-03-08T03:15")).toBe("2026-03-08T03:15:00-04:00");
    expect(zurich.instant("2026-10-25T04:00")).toBe("2026-10-25T04:00:00+01:00");
  });

  test("fills a field with the wall clock and reads the same instant back", () => {
    const at = "2026-07-01T10:00:00Z";
    for (const clock of [shanghai, zurich, newYork, kathmandu])
      expect(Date.parse(clock.instant(clock.wall(at)))).toBe(Date.parse(at));
    expect(zurich.wall(undefined)).toBe("");
  });

  test("ends a day with its last second", () => {
    expect(newYork.endOf("2026-11-01")).toBe("2026-11-01T23:59:59-05:00");
  });
});
