// Registered documents: the sha256 of each .graphql file's text, and the text. The same rule gives the id that an app sends.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { front, schemas } from "./places.mjs";

const apps = { client: ["h5"], console: ["console", "studio"] };

export function idOf(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** A document's text: its file, and of the folder `shared` beside it each fragment that it spreads, as `...Name`. */
export function textOf(file) {
  const own = readFileSync(file, "utf8");
  const names = new Set(Array.from(own.matchAll(/\.\.\.(\w+)/g), ([, name]) => name));
  const shared = [...names].map((name) => readFileSync(`${dirname(file)}/shared/${name}.graphql`, "utf8"));
  return [own, ...shared].join("");
}

/** List the files of one face: [{name, text, id}] in the order of their names. */
export async function documentFiles(face) {
  const found = [];
  for (const app of apps[face]) {
    const folder = `${front}/apps/${app}/documents`;
    if (!existsSync(folder)) continue;
    for (const file of (await readdir(folder)).sort()) {
      if (!file.endsWith(".graphql")) continue;
      const text = textOf(`${folder}/${file}`);
      found.push({ app, name: file.replace(/\.graphql$/, ""), text, id: idOf(text) });
    }
  }
  return found;
}

export async function documents(face) {
  return Object.fromEntries((await documentFiles(face)).map(({ id, text }) => [id, text]));
}

/** Say why a schema cannot answer a document; nothing when it can. */
export function crimes(sdl, text) {
  return validate(buildSchema(sdl), parse(text)).map(({ message }) => message);
}

/** Name the documents that their face's exported schema cannot answer. */
export async function unanswerable() {
  const wrong = [];
  for (const face of Object.keys(apps)) {
    const sdl = await readFile(`${schemas}/graphql/${face}.graphql`, "utf8");
    for (const { app, name, text } of await documentFiles(face)) {
      wrong.push(...crimes(sdl, text).map((message) => `${app}/documents/${name}.graphql: ${message}`));
    }
  }
  return wrong;
}
