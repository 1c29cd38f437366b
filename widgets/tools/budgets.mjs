// What a phone loads has a budget, gzip -9: entry ≤ 12 kB with what it imports, each component ≤ 3 kB,
// what one loads later, when it is needed, ≤ 6 kB, HTML + CSS ≤ 14 kB. What every play of one press loads, and what every
// play that goes on over days loads, its engine, counts once and for itself: ≤ 4 kB.
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { schemas, staticFolder } from "./places.mjs";

const KB = 1000;
export const BUDGETS = { entry: 12 * KB, widget: 3 * KB, late: 6 * KB, engine: 4 * KB, page: 14 * KB };
const gz = (text) => gzipSync(text, { level: 9 }).length;
const sizeOf = async (files) => {
  const sizes = await Promise.all(files.map(async (file) => gz(await readFile(`${staticFolder}${file}`))));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** Every activity that the schemas show, by its name. */
async function examples() {
  const found = await Promise.all(
    ["activity.v1", "plays"].map(async (kind) => {
      const folder = `${schemas}/examples/valid/${kind}`;
      return (await readdir(folder)).map((file) => `${folder}/${file}`);
    }),
  );
  return Promise.all(
    found.flat().map(async (file) => [basename(file, ".json"), JSON.parse(await readFile(file, "utf8"))]),
  );
}

/** Render every example as the server does, and weigh what would be sent. */
async function pages(manifest) {
  const source = await readFile(`${staticFolder}/ssr.js`, "utf8");
  const { render } = new Function(`${source};return largesse`)();
  const about = { slug: "x", phase: "running", locale: "zh-CN", theme: "light", view: "page", demo: false };
  return (await examples()).map(([name, document]) => {
    const { html, css, start } = JSON.parse(render(JSON.stringify({ ...about, document })));
    const sent = `${manifest.h5.entry}<style>${css}</style>${html}${JSON.stringify(start)}`;
    return [`page ${name}`, "page", gz(sent)];
  });
}

/** The engines by the file that only their components load. */
const ENGINES = { draw: /\/[^/-]+-draw\.js$/, standing: /\/[^/-]+-parts\.js$/ };

/** What every component of an engine loads. */
function engineOf(widgets, mark) {
  const plays = Object.values(widgets).filter((files) => files.some((file) => mark.test(file)));
  return plays.reduce((both, files) => both.filter((file) => files.includes(file)));
}

/** A component's own files: all that no engine is made of. */
function ownOf(files, engines) {
  return files.filter((file) => !engines.some((engine) => engine.files.includes(file)));
}

/** Name what weighs more than it may: [name, kind, bytes]. */
export function over(weighed) {
  return weighed
    .filter(([, kind, bytes]) => bytes > BUDGETS[kind])
    .map(([name, kind, bytes]) => `${name}: ${bytes} B is over the budget of ${BUDGETS[kind]} B`);
}

export async function budgets() {
  const manifest = JSON.parse(await readFile(`${staticFolder}/manifest.json`, "utf8"));
  const weighed = [["entry", "entry", await sizeOf([manifest.h5.entry])]];
  const { widgets } = manifest.h5;
  const engines = Object.entries(ENGINES).map(([name, mark]) => ({
    name,
    mark,
    files: engineOf(widgets, mark),
  }));
  for (const { name, files } of engines) weighed.push([name, "engine", await sizeOf(files)]);
  for (const [type, files] of Object.entries(widgets))
    weighed.push([type, "widget", await sizeOf(ownOf(files, engines))]);
  for (const [part, files] of Object.entries(manifest.h5.late))
    weighed.push([part, "late", await sizeOf(files)]);
  weighed.push(...(await pages(manifest)));
  for (const [name, , bytes] of weighed) console.log(`  ${String(bytes).padStart(6)} B  ${name}`);
  return over(weighed);
}
