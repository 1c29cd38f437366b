// Registered documents: the sha256 of each .graphql file's text, and the text. The same rule gives the id that an app sends.
// A document stands beside the screen that asks it, in a folder called `documents`.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, relative } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { front, schemas } from "./places.mjs";

const apps = { client: ["h5"], console: ["console", "studio"] };

export function idOf(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** Where a fragment is written: in the folder `shared` beside the document, or in `documents/shared` further up. */
function fragmentFile(folder, name) {
  for (let [at, last] = [folder, ""]; at !== last; [last, at] = [at, dirname(at)]) {
    const found = [`${at}/shared/${name}.graphql`, `${at}/documents/shared/${name}.graphql`].find(existsSync);
    if (found) return found;
  }
  throw new Error(`${folder}: no shared/${name}.graphql here or further up`);
}

/** A document's text: its file, and each fragment that it spreads, as `...Name`. */
export function textOf(file) {
  const own = readFileSync(file, "utf8");
  const names = new Set(Array.from(own.matchAll(/\.\.\.(\w+)/g), ([, name]) => name));
  const shared = [...names].map((name) => readFileSync(fragmentFile(dirname(file), name), "utf8"));
  return [own, ...shared].join("");
}

/** What components ask by name stands in a folder of its own. */
const OF_FACE = /(^|\/)documents(\/own)?$/;

/** The documents of an app's folder: [{name, file, text, id}] in the order of their names, each name once. */
export function documentsIn(folder) {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith(".graphql") && OF_FACE.test(entry.parentPath))
    .map((entry) => ({ name: basename(entry.name, ".graphql"), file: `${entry.parentPath}/${entry.name}` }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const twice = all.find(({ name }, at) => name === all[at - 1]?.name);
  if (twice) throw new Error(`two documents are called ${twice.name}`);
  return all.map(({ name, file }) => {
    const text = textOf(file);
    return { name, file, text, id: idOf(text) };
  });
}

/** The documents of one face. */
export const documentFiles = (face) => apps[face].flatMap((app) => documentsIn(`${front}/apps/${app}`));

export const documents = (face) => Object.fromEntries(documentFiles(face).map(({ id, text }) => [id, text]));

/** Say why a schema cannot answer a document; nothing when it can. */
export function crimes(schema, text) {
  return validate(schema, parse(text)).map(({ message }) => message);
}

/** Name the documents that their face's exported schema cannot answer. */
export async function unanswerable() {
  const wrong = [];
  for (const face of Object.keys(apps)) {
    const schema = buildSchema(await readFile(`${schemas}/graphql/${face}.graphql`, "utf8"));
    for (const { file, text } of documentFiles(face)) {
      wrong.push(...crimes(schema, text).map((message) => `${relative(front, file)}: ${message}`));
    }
  }
  return wrong;
}
