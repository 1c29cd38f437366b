/** A file is looked at before any of it is sent, and what is inside counts, not what it is called. */
import { expect, test } from "vitest";
import { unfit } from "../src/upload";

const file = (name: string, ...parts: Array<string | Uint8Array<ArrayBuffer>>) => new File(parts, name);
const HEIC = new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode("ftypheic")]);
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const why = async (...asked: Parameters<typeof unfit>) => {
  const found = await unfit(...asked);
  return found ? [found.why, found.facts.kind].filter(Boolean).join(" ") : null;
};

test.each([
  ["a phone's photo that calls itself JPEG", file("photo.jpg", HEIC), "foreign HEIC"],
  [
    "a drawing that calls itself PNG",
    file("logo.png", '<?xml version="1.0"?>\n<svg xmlns="x"/>'),
    "foreign SVG",
  ],
  ["a text that calls itself PNG", file("a.png", "hello"), "ending"],
  ["an empty file", file("a.png"), "empty"],
  ["a picture without an ending", file("a", PNG), null],
  ["a picture that is too large", file("a.png", PNG, new Uint8Array(8_388_608)), "large"],
])("of pictures: %s", async (_, sent, expected) => {
  expect(await why(sent, "picture")).toBe(expected);
});

test.each([
  ["a table", file("may.csv", "a,b"), null],
  ["a photo of a table", file("may.xlsx", HEIC), "foreign HEIC"],
  ["a picture that calls itself a table", file("may.csv", PNG), "ending"],
  ["a page", file("may.pdf", "%PDF"), "ending"],
  ["a table that is too large", file("may.csv", new Uint8Array(20_000_001)), "large"],
])("of clients: %s", async (_, sent, expected) => {
  expect(await why(sent, "clients")).toBe(expected);
});
