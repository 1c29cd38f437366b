// Build the front end into platform/largesse/web/static.
//
//   node build.mjs [h5|ssr|console …] [--watch]
//
// Each target is built into dist/<target> with a manifest of its own; `assemble` then puts every target that has been
// built into the static folder in one rename, so a server that reads it never sees half of a build.
import { rename, rm } from "node:fs/promises";
import { assemble } from "./tools/assemble.mjs";
import { front } from "./tools/places.mjs";
import { targets } from "./tools/targets.mjs";

const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const watch = process.argv.includes("--watch");
for (const word of asked) {
  if (!(word in targets)) throw new Error(`no target ${word}; there are ${Object.keys(targets).join(", ")}`);
}

/** Build beside the last build and take its place when done: whoever assembles meanwhile finds a whole one. */
async function built(name, build) {
  const place = `${front}/dist/${name}`;
  const out = watch ? place : `${place}.${process.pid}`;
  const made = await build({ watch, out, after: () => assemble() });
  if (!made || watch) return Boolean(made);
  await rm(place, { recursive: true, force: true });
  await rename(out, place);
  return true;
}

for (const [name, build] of Object.entries(targets)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const began = performance.now();
  if (await built(name, build)) console.log(`${name} ${Math.round(performance.now() - began)} ms`);
}
if (!watch) {
  const { files, bytes } = await assemble();
  console.log(`${files} files, ${Math.round(bytes / 1024)} kB`);
}
