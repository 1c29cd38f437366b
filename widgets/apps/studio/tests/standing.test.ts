import { expect, test } from "vitest";
import { closed, standingOf } from "../src/settings/standing";

const NOW = Date.parse("2026-06-01T00:00:00Z");
const batch = {
  id: "bat_1",
  code: "tea",
  title: { "zh-CN": "茶礼" },
  skuTitle: { "zh-CN": "茶礼" },
  category: "gift" as const,
  free: 3,
  total: 9,
  unitCostMinor: 100,
  marketValueMinor: 200,
  currency: "CNY",
  state: "active",
  validity: "",
  startsAt: "2026-01-01T00:00:00Z",
  endsAt: "2026-07-01T00:00:00Z",
};

test("a batch that cannot be given from says why, and is not offered again", () => {
  const standing = (more: object) => standingOf({ ...batch, ...more }, NOW);
  const found = [
    standing({}),
    standing({ startsAt: "2026-06-02T00:00:00Z" }),
    standing({ state: "paused", free: 0 }),
    standing({ state: "pending_approval" }),
    standing({ state: "stopped" }),
    standing({ endsAt: "2026-06-01T00:00:00Z" }),
    standing({ free: 0 }),
  ];
  expect(found).toEqual(["given", "soon", "paused", "unsigned", "over", "ended", "empty"]);
  expect(found.map(closed)).toEqual([false, false, true, true, true, true, true]);
});
