// Put every built target, the art and the registered documents into the static folder, compressed, in one rename.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { documents } from "./documents.mjs";
import { front, staticFolder } from "./places.mjs";

const COMPRESSIBLE = new Set([".js", ".css", ".html", ".json", ".svg"]);

async function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
}

async function compress(file) {
  const plain = await readFile(file);
  if (file.endsWith("ssr.js") || !COMPRESSIBLE.has(extname(file)) || plain.length < 256) return plain.length;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  await writeFile(`${file}.gz`, gzipSync(plain, { level: 9 }));
  await writeFile(`${file}.br`, brotliCompressSync(plain, { params }));
  return plain.length;
}

/** A chunk and what it imports, entry left out: what a page that uses it loads. */
function loadsOf(chunks, source) {
  const { file, imports = [], isEntry } = chunks[source];
  return isEntry ? [] : [...new Set([`/${file}`, ...imports.flatMap((one) => loadsOf(chunks, one))])];
}

/** Read what the H5 build wrote: its entry, and the chunks of each widget. */
async function h5Manifest() {
  const file = `${front}/dist/h5/manifest.json`;
  if (!existsSync(file)) return null;
  const chunks = JSON.parse(await readFile(file, "utf8"));
  const entry = Object.values(chunks).find((chunk) => chunk.isEntry);
  const widgets = Object.keys(chunks)
    .map((source) => [source.match(/widgets\/src\/([a-z-]+)\/index\.tsx$/)?.[1], source])
    .filter(([type]) => type)
    .map(([type, source]) => [type, loadsOf(chunks, source)]);
  const late = Object.entries(chunks)
    .filter(
      ([source, chunk]) =>
        chunk.isDynamicEntry && /widgets\/src\/[a-z-]+\/(?!index\.)[a-z]+\.tsx$/.test(source),
    )
    .map(([source]) => [source.match(/src\/([a-z-]+\/[a-z]+)\.tsx$/)[1], loadsOf(chunks, source)]);
  const held = Object.fromEntries(widgets);
  const more = ([part, files]) => [part, files.filter((file) => !held[part.split("/")[0]]?.includes(file))];
  const [sheets] = Object.keys(chunks).filter((source) => source.endsWith("src/sheets/index.tsx"));
  const check = Object.keys(chunks).filter((source) => source.endsWith("src/draw.tsx"));
  return {
    entry: `/${entry.file}`,
    sheets: loadsOf(chunks, sheets),
    widgets: Object.fromEntries(widgets.sort()),
    late: Object.fromEntries([
      ...late.map(more).sort(),
      ...check.map((source) => ["draw", loadsOf(chunks, source)]),
    ]),
  };
}

async function stage(folder) {
  await mkdir(`${folder}/assets`, { recursive: true });
  for (const target of ["h5", "console"]) {
    const assets = `${front}/dist/${target}/assets`;
    if (existsSync(assets)) await cp(assets, `${folder}/assets`, { recursive: true });
  }
  const art = `${front}/packages/widgets/art`;
  if (existsSync(art)) await cp(art, `${folder}/art`, { recursive: true });
  for (const single of ["ssr/ssr.js", "console/index.html"]) {
    const file = `${front}/dist/${single}`;
    if (existsSync(file)) await cp(file, `${folder}/${basename(single).replace("index", "console")}`);
  }
  for (const face of ["client", "console"]) {
    await writeFile(
      `${folder}/documents.${face}.json`,
      `${JSON.stringify(await documents(face), null, 1)}\n`,
    );
  }
}

/** Fill a folder with what is served, and say in its manifest what the server reads first. */
async function fill(folder) {
  await stage(folder);
  const build = createHash("sha256");
  let bytes = 0;
  const files = (await filesUnder(folder)).sort();
  for (const file of files) {
    build.update(basename(file)).update(await readFile(file));
    if (!file.includes("/documents.")) bytes += await compress(file);
  }
  const manifest = { build: build.digest("hex").slice(0, 16), h5: await h5Manifest() };
  await writeFile(`${folder}/manifest.json`, `${JSON.stringify(manifest, null, 1)}\n`);
  return { files: files.length, bytes };
}

/** Assemble the static folder; the old one is replaced whole. */
export async function assemble() {
  const folder = `${front}/dist/static-${process.pid}`;
  const old = `${front}/dist/old-${process.pid}`;
  try {
    const filled = await fill(folder);
    if (existsSync(staticFolder)) await rename(staticFolder, old);
    await rename(folder, staticFolder);
    return filled;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}
