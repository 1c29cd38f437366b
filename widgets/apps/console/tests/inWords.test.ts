import type { Expression } from "@largesse/contracts/documents";
import { expect, test } from "vitest";
import { readLocalized, say } from "../src/copy";
import { audienceInWords, partInWords, type Say } from "../src/rooms/activities/revisions/inWords";

const zh: Say = { t: (key, facts) => say("zh-CN", key, facts), of: (text) => readLocalized(text, "zh-CN") };

test("an audience is read as a sentence, exclusions included", () => {
  const rule: Expression = {
    op: "and",
    of: [
      { op: "tier_at_least", tier: "gold" },
      { op: "not", of: { op: "has_tag", tag: "staff" } },
    ],
  };
  expect(audienceInWords(rule, zh)).toBe("等级不低于金卡且排除（带标签“staff”）");
});

test("a limit says whose, how often, what and what then", () => {
  const limits = [{ count: "attempt", scope: "client", period: "day", max: 3, on_exceed: "reject" }];
  expect(partInWords("limits", limits, zh)).toBe("每位客户每日参与次数不超过 3，超出则拒绝");
});

test("what starts a play on the spot says where, and which of its codes can be passed on", () => {
  const places = [
    { id: "desk", title: { "zh-CN": "签到台" }, rotates: false },
    { id: "hall", title: { "zh-CN": "主会场" }, rotates: true },
  ];
  expect(partInWords("on", { kind: "scan", places }, zh)).toBe(
    "扫码；签到台：固定二维码；主会场：每分钟更换二维码",
  );
  const near = [{ id: "bund", title: { "zh-CN": "外滩" }, latitude_e6: 0, longitude_e6: 0, radius_m: 200 }];
  expect(partInWords("on", { kind: "geo.checkin", places: near }, zh)).toBe("到店定位；外滩：半径 200 米内");
});

test("what is not there is a dash, and what nobody knows is shown as it is", () => {
  expect(partInWords("goal", null, zh)).toBe("–");
  expect(partInWords("effects", [], zh)).toBe("–");
  expect(partInWords("brand_new", { deep: 1 }, zh)).toBe('{"deep":1}');
});
