/** The name of a thing in both languages, as two fields of a form; a refusal of the name lands at the first. */
import type { Localized } from "../copy";
import type { Field } from "./form";

/** `of`: the field of the ask that they go into; `now`: what stands there. */
export const nameFields = (of: "name" | "title", now: Localized = {}): Field[] => [
  { name: "nameZh", label: "name.zh", of, initial: now["zh-CN"] ?? "" },
  { name: "nameEn", label: "name.en", initial: now.en ?? "" },
];
