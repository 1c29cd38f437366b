import type { PageFacts } from "@largesse/kernel";
import { KitContext, stillKit } from "@largesse/kit";
import { copyOf } from "@largesse/widgets/copy";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Right } from "../src/held";
import FormPart from "../src/rightParts/form";

const field = (key: string, type: string, consents: string, more: object = {}) => ({
  key,
  label: key,
  type,
  required: true,
  purpose: `why ${key}`,
  consent: `agree ${key}`,
  consents,
  choices: [],
  known: "",
  answer: "",
  ...more,
});
const FORM = {
  about: "",
  aboutRef: "cli_1",
  due: true,
  open: true,
  givenAt: null,
  sentAt: null,
  providerName: "礼遇臻选",
  fields: [
    field("name", "name", "together", { known: "王明" }),
    field("phone", "mobile", "together"),
    field("address", "address", "together"),
    field("id_number", "id_number", "apart"),
    field("size", "choice", "none", { required: false, choices: [{ value: "M", label: "中" }] }),
  ],
};

function painted(form: object, locale: "zh-CN" | "en" = "zh-CN"): string {
  const facts = { tz: "Asia/Shanghai" } as PageFacts;
  const kit = stillKit({ locale, facts, copy: copyOf[locale], samples: { form: { myForm: form } } });
  const right = { id: "ent_1", state: "issued", waiting: false } as Right;
  return renderToStaticMarkup(
    <KitContext.Provider value={kit}>
      <FormPart right={right} again={async () => undefined} />
    </KitContext.Provider>,
  );
}

const fills = (html: string) =>
  [...html.matchAll(/autoComplete="([^"]+)"|autocomplete="([^"]+)"/gi)].map((found) => found[1] ?? found[2]);

describe("the form of a right", () => {
  it("says of each field what it is for and what may be filled in, the client's own alone", () => {
    const html = painted(FORM);
    expect(fills(html)).toEqual(["name", "tel", "street-address", "off", "off"]);
    for (const { key } of FORM.fields) expect(html).toContain(`why ${key}`);
    expect(html).toContain('value="王明"');
    expect(fills(painted({ ...FORM, about: "李*" }))).toEqual(["off", "off", "off", "off", "off"]);
    expect(painted({ ...FORM, about: "李*" })).toContain("李*");
  });
  it("asks for a sensitive consent apart, and for the others in one", () => {
    const html = painted(FORM, "en");
    expect(html.match(/type="checkbox"/g)).toHaveLength(2);
    expect(html).toContain("agree name; agree phone; agree address");
    expect(html).not.toContain("agree size");
  });
  it("shows what was given masked, and how to take it back", () => {
    const given = {
      ...FORM,
      due: false,
      open: false,
      givenAt: "2026-11-21T12:00:00Z",
      sentAt: "2026-11-21T12:00:01Z",
      fields: FORM.fields.map((one) => ({ ...one, answer: one.key === "size" ? "M" : "****" })),
    };
    const html = painted(given);
    expect(html).toContain("中");
    expect(html).toContain("已提供给礼遇臻选");
    expect(html).toContain("撤回同意并删除");
    expect(html).not.toContain("<input");
  });
});
