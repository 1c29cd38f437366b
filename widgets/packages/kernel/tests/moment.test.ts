import { describe, expect, test } from "vitest";
import { aheadOf, turned, wallOf } from "../src/moment";

const SHANGHAI = "Asia/Shanghai";
const NOON = Date.parse("2026-11-29T12:34:56+08:00");
const heard = (text: string, precision?: "day" | "minute") => wallOf(text, SHANGHAI, NOON, precision);

describe("a moment that was typed", () => {
  test.each([
    "2026-12-01 09:30",
    "2026-12-01T09:30",
    "2026/12/1 9:30",
    "2026.12.1 9:30:00",
    "2026年12月1日 9:30",
    "2026年12月1日9点30分",
    "２０２６－１２－０１　０９：３０",
    "20261201 0930",
    "2026-12-01 09:30 +08:00",
    "2026-12-01 01:30 Z",
    "2026-12-01 01:30 Europe/London",
    "2026-12-01 09:30 北京时间",
  ])("is heard in every way that people write: %s", (text) => expect(heard(text)).toBe("2026-12-01T09:30"));

  test("without a time begins its day", () => expect(heard("2026-12-01")).toBe("2026-12-01T00:00"));

  test("may be counted from now on the zone's own calendar", () => {
    expect(heard("现在")).toBe("2026-11-29T12:34");
    expect(heard("now")).toBe("2026-11-29T12:34");
    expect(heard("+30天")).toBe("2026-12-29T12:34");
    expect(heard("30 days")).toBe("2026-12-29T12:34");
    expect(wallOf("today", "Pacific/Auckland", NOON)).toBe("2026-11-29T00:00");
  });

  test("of a day alone is a day", () => {
    expect(heard("2026-12-01", "day")).toBe("2026-12-01");
    expect(heard("today", "day")).toBe("2026-11-29");
  });

  test.each([
    "",
    "2026-02-30",
    "2026-13-01",
    "2026-12-01 24:30",
    "2026-12-01 09:77",
    "26-12-01",
    "tomorrow",
    "2026-12-01 09:30 Atlantis/Capital",
  ])("that does not exist is not guessed at: %s", (text) => expect(heard(text)).toBeNull());
});

test("a zone says how far it is ahead at that moment, in summer and in winter", () => {
  expect(aheadOf(NOON, SHANGHAI)).toBe("UTC+8");
  expect(aheadOf(NOON, "Europe/London")).toBe("UTC+0");
  expect(aheadOf(Date.parse("2026-07-01T00:00Z"), "Europe/London")).toBe("UTC+1");
  expect(aheadOf(NOON, "America/St_Johns")).toBe("UTC-3:30");
});

test("arrow keys turn the part on which the caret stands", () => {
  expect(turned("2026-12-31 23:59", 2, 1)).toBe("2027-12-31 23:59");
  expect(turned("2026-01-31 09:30", 6, 1)).toBe("2026-02-28 09:30");
  expect(turned("2026-12-31 23:59", 10, 1)).toBe("2027-01-01 23:59");
  expect(turned("2026-12-31 23:59", 12, -1)).toBe("2026-12-31 22:59");
  expect(turned("2026-12-31 23:59", 16, 1)).toBe("2027-01-01 00:00");
  expect(turned("2026-03-31", 7, -1)).toBe("2026-02-28");
  expect(turned("soon", 1, 1)).toBeNull();
});
