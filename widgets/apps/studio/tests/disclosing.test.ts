import type { ActivityDocument } from "@largesse/contracts/documents";
import { expect, test } from "vitest";
import example from "../../../../schemas/examples/valid/activity.v1/autumn-wheel.json";
import { disclosable } from "../src/settings/disclosing";

const undisclosed = (): ActivityDocument => ({
  ...(structuredClone(example) as unknown as ActivityDocument),
  disclosure: {},
});

test("odds, prizes and quantities are said exactly as they are set", () => {
  const said = disclosable(undisclosed());
  expect(said.odds?.["zh-CN"]).toBe("每次参与：贵宾厅礼遇 8%，岩茶礼盒 20%，月色相伴 72%");
  expect(said.quantity?.["zh-CN"]).toBe("贵宾厅礼遇 200 份，岩茶礼盒 500 份");
  expect(said.prize_list?.["zh-CN"]).toContain("参考价值 260.00 元");
  expect(said.prize_list?.en).toContain("worth CNY 198.00");
});

test("what people wrote is never overwritten", () => {
  const document = undisclosed();
  document.disclosure.odds = { "zh-CN": "以公证为准" };
  expect("odds" in disclosable(document)).toBe(false);
});

test("what the settings do not say is left to people", () => {
  const said = disclosable(undisclosed());
  expect(Object.keys(said)).not.toContain("organiser");
  expect(Object.keys(said)).not.toContain("contact");
});

test("a prize in another currency is not said to be worth yuan", () => {
  const document = undisclosed();
  document.rights = document.rights.map((right) => ({
    ...right,
    currency: "JPY",
    market_value_minor: 5_000,
  }));
  expect(disclosable(document).prize_list?.["zh-CN"]).toContain("参考价值 JPY 5,000）");
});
