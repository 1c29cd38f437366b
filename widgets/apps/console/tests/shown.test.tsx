/** What is owed back reads as a claim, a hash shows its beginning, a refusal stands at its field. */
import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { CombinedError } from "urql";
import { expect, test } from "vitest";
import type { SettlementBatchShown } from "../src/api/documents_gen";
import { type Locale, Speaking, say } from "../src/copy";
import { Payable } from "../src/parts/figures";
import { wrongAt } from "../src/parts/form";
import { folded, Hash } from "../src/parts/hash";
import { Requests } from "../src/rooms/identity/resets/Waiting";
import { Waterfall } from "../src/rooms/settlement/batches/Figures";

function shown(thing: ReactNode, locale: Locale = "zh-CN"): string {
  const words = {
    locale,
    t: (key: string, facts?: Record<string, string | number | null | undefined>) => say(locale, key, facts),
    of: String,
    change: () => undefined,
  };
  return renderToStaticMarkup(
    <MantineProvider>
      <Speaking value={words}>{thing}</Speaking>
    </MantineProvider>,
  );
}

const text = (markup: string): string => markup.replace(/<style.*?<\/style>/gs, "").replace(/<[^>]*>/g, "");

test("an amount below zero is told as a claim, never as a bare minus to be paid", () => {
  const owed = { amountMinor: -9_900, currency: "CNY" };
  expect(text(shown(<Payable of={owed} />))).toBe("索赔 CNY 99.00");
  expect(text(shown(<Payable of={owed} />, "en"))).toBe("Claim CNY 99.00");
  expect(text(shown(<Payable of={{ ...owed, amountMinor: 9_900 }} />))).toBe("CNY 99.00");
});

test("the last figure of a batch that owes us stands under its own word, without a minus", () => {
  const step = { step: "claim", name: "向服务商索赔", amount: { amountMinor: -9_900, currency: "CNY" } };
  const batch = { waterfall: [step], runHash: "a", voidedAt: null } as unknown as SettlementBatchShown;
  expect(text(shown(<Waterfall batch={batch} />))).toBe("向服务商索赔CNY 99.00");
});

test("a refusal lands on the field it names, also where the ask calls it otherwise", () => {
  const title = { name: "nameZh", label: "name.zh", of: "title" };
  const no = { path: "title", message: "要填中文名称" };
  expect(wrongAt(no, title)).toBe(no.message);
  expect(wrongAt({ ...no, path: "validDays" }, { name: "validDays", label: "days" })).toBe(no.message);
  expect([wrongAt(no, { name: "code", label: "code" }), wrongAt(null, title)]).toEqual([null, null]);
});

test("a hash shows eight characters without its algorithm; the whole is at hand", () => {
  const hash = `sha256:0123456789abcdef${"0".repeat(48)}`;
  expect([folded(hash), folded(hash.slice("sha256:".length))]).toEqual(["01234567…", "01234567…"]);
  const markup = shown(<Hash of={hash} />);
  expect(text(markup)).toBe("01234567…");
  expect(markup).toContain(`title="${hash}"`);
  expect(text(shown(<Hash of={null} />))).toBe("–");
});

test("requests for passwords that could not be read are not taken for none", () => {
  const away = new CombinedError({ networkError: new Error("away") });
  const reading = { data: undefined, loading: false, trouble: away, again: () => undefined };
  expect(text(shown(<Requests reading={reading} />))).toContain(say("zh-CN", "trouble.title"));
});
