/** A picture of the library in a form, and the words for those who do not see it: asked for as soon as it is chosen. */
import type { Field, Values } from "./form";

interface Pictured {
  picture: string | null;
  pictureAlt: unknown;
}

const LANGUAGES = ["zh-CN", "en"] as const;

/** The fields, with what stands there now. */
export function pictureFields(of?: Pictured): Field[] {
  const said = (of?.pictureAlt ?? {}) as Record<string, string>;
  return [
    {
      name: "picture",
      label: "picture",
      kind: "record",
      optional: true,
      record: { kind: "picture" },
      initial: of?.picture ?? "",
    },
    ...LANGUAGES.map(
      (language): Field => ({
        name: `pictureAlt.${language}`,
        label: `pictureAlt.${language === "en" ? "en" : "zh"}`,
        of: "pictureAlt",
        when: (values) => Boolean(values.picture),
        initial: said[language] ?? "",
      }),
    ),
  ];
}

/** The ask that they come to. */
export const pictureAsk = (values: Values): object => ({
  picture: values.picture || null,
  pictureAlt: values.picture ? { zh: values["pictureAlt.zh-CN"], en: values["pictureAlt.en"] } : null,
});
