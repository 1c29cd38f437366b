// What a phone loads has a budget, gzip -9: entry ≤ 12 kB with what it imports, each component ≤ 3 kB,
// what one loads later, when it is needed, ≤ 6 kB, HTML + CSS ≤ 14 kB.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { schemas, staticFolder } from "./places.mjs";

const KB = 1000;
export const BUDGETS = { entry: 12 * KB, widget: 3 * KB, late: 6 * KB, page: 14 * KB };
const gz = (text) => gzipSync(text, { level: 9 }).length;
const sizeOf = async (files) => {
  const sizes = await Promise.all(files.map(async (file) => gz(await readFile(`${staticFolder}${file}`))));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** Render the example activity as the server does, and weigh what would be sent. */
async function pageBytes(manifest) {
  const source = await readFile(`${staticFolder}/ssr.js`, "utf8");
  const { render } = new Function(`${source};return largesse`)();
  const document = JSON.parse(
    await readFile(`${schemas}/examples/valid/activity.v1/autumn-wheel.json`, "utf8"),
  );
  const ask = {
    document,
    page: null,
    slug: "x",
    phase: "running",
    locale: "zh-CN",
    theme: "light",
    view: "page",
    demo: false,
  };
  const { html, css, start } = JSON.parse(render(JSON.stringify(ask)));
  return gz(`${manifest.h5.entry}<style>${css}</style>${html}${JSON.stringify(start)}`);
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
  for (const [type, files] of Object.entries(manifest.h5.widgets))
    weighed.push([type, "widget", await sizeOf(files)]);
  for (const [part, files] of Object.entries(manifest.h5.late))
    weighed.push([part, "late", await sizeOf(files)]);
  weighed.push(["page", "page", await pageBytes(manifest)]);
  for (const [name, , bytes] of weighed) console.log(`  ${String(bytes).padStart(6)} B  ${name}`);
  return over(weighed);
}
