// @vitest-environment happy-dom
/** A figure stays as it was typed when its currency changes, and counts in the other currency's decimals. */

import { decimalsOf } from "@largesse/kernel";
import { MantineProvider } from "@mantine/core";
import { act, useState } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { FigureField } from "../src/FigureField";

const say = (key: string, facts: Record<string, string> = {}) => `${key} ${Object.values(facts).join()}`;
let choose: (currency: string) => void;
let told: number | null | undefined;

function Form() {
  const [currency, setCurrency] = useState("CNY");
  const [value, setValue] = useState<number | null>(500_000);
  choose = setCurrency;
  told = value;
  return (
    <FigureField label="cap" digits={decimalsOf(currency)} value={value} onChange={setValue} say={say} />
  );
}

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

test("another currency reads the same text anew: a yen has no decimals, a dinar three", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <MantineProvider env="test">
        <Form />
      </MantineProvider>,
    ),
  );
  const field = () => place.querySelector("input")?.value;
  const inCurrency = async (currency: string) => {
    await act(async () => choose(currency));
    return [field(), told];
  };
  expect([field(), told]).toEqual(["5,000.00", 500_000]);
  expect(await inCurrency("JPY")).toEqual(["5,000", 5_000]);
  expect(await inCurrency("KWD")).toEqual(["5,000.000", 5_000_000]);
  expect(await inCurrency("CNY")).toEqual(["5,000.00", 500_000]);
  await act(async () => root.unmount());
});

test("a share is written without idle zeros, money with all its decimals", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  const shown = async (value: number, digits: number, behind: string) => {
    await act(async () =>
      root.render(
        <MantineProvider env="test">
          <FigureField
            key={`${value}${behind}`}
            label="rate"
            digits={digits}
            behind={behind}
            value={value}
            onChange={() => {}}
            say={say}
          />
        </MantineProvider>,
      ),
    );
    return place.querySelector("input")?.value;
  };
  expect(await shown(60_000, 4, "%")).toBe("6");
  expect(await shown(62_500, 4, "%")).toBe("6.25");
  expect(await shown(100_000, 4, "%")).toBe("10");
  expect(await shown(0, 4, "%")).toBe("0");
  expect(await shown(60_000, 2, "")).toBe("600.00");
  await act(async () => root.unmount());
});

test("a figure beyond its bounds is not told, and its bounds are", async () => {
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  const heard: Array<number | null> = [];
  await act(async () =>
    root.render(
      <MantineProvider env="test">
        <FigureField
          {...{ label: "days", digits: 0, value: 7, min: 2, max: 366, wrong: "2 to 366", say }}
          onChange={(value) => heard.push(value)}
        />
      </MantineProvider>,
    ),
  );
  const field = place.querySelector("input");
  const type = async (text: string) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
    await act(async () => field?.dispatchEvent(new Event("input", { bubbles: true })));
    await act(async () => field?.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
    return place.textContent?.includes("2 to 366");
  };
  expect([await type("1"), await type("367"), await type("30")]).toEqual([true, true, false]);
  expect(heard).toEqual([null, null, 30]);
  await act(async () => root.unmount());
});
