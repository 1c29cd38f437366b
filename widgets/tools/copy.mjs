// The words of an app. Every noun has its own beside its screens, in copy/zh-CN.json and copy/en.json; what several say
// stands further up. The app imports `./copy/<language>.json?whole`: all of them, as one catalogue.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, relative } from "node:path";

/** The files of one language below a folder, in the order of their names. */
export function copyFiles(folder, language) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === `${language}.json` && basename(entry.parentPath) === "copy")
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/** All words of one language below a folder, each key once. */
export function catalogue(folder, language) {
  const words = {};
  const from = {};
  for (const file of copyFiles(folder, language)) {
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, "utf8")))) {
      if (key in words)
        throw new Error(
          `${key} stands twice: ${[from[key], file].map((one) => relative(folder, one)).join(", ")}`,
        );
      words[key] = text;
      from[key] = file;
    }
  }
  return words;
}

/** Gives the whole catalogue of an app to whoever imports a language of its topmost copy with `?whole`. */
export const wholeCopy = {
  name: "whole-copy",
  load(id) {
    if (!id.endsWith(".json?whole")) return null;
    const file = id.slice(0, -"?whole".length);
    const [folder, language] = [dirname(dirname(file)), basename(file, ".json")];
    for (const one of copyFiles(folder, language)) this.addWatchFile(one);
    const words = Object.entries(catalogue(folder, language)).sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(words)))})`;
  },
};
