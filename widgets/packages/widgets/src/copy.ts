/** The words of the phone page, per language; the same files serve the server and the browser. */
import type { Copy, Locale } from "@largesse/kernel";
import en from "../copy/en.json";
import zh from "../copy/zh-CN.json";

export const copyOf: Readonly<Record<Locale, Copy>> = { "zh-CN": zh, en };
