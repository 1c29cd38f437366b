// The fence of the front end's floors: imports go down only, in every module, also imports of types.
//
//   contracts < kernel < kit < widgets < ssr < h5 | studio < console
//   inside the console: api < parts < frame < rooms, and no room of it knows another
//
// It fails when a module imports upwards or sideways, when modules import each other in a ring, be it of types alone,
// when a package is used that is not declared or not allowed there, when an import leads nowhere, and when fewer modules
// were read than git lists: a fence that reads nothing passes silently. The modules are read by the bundler's own parser.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseAst } from "vite";
import { front } from "./places.mjs";

const FLOOR = { contracts: 0, kernel: 1, kit: 2, widgets: 3, ssr: 4, h5: 5, studio: 5, console: 6 };
const ALLOWED = { contracts: [], kernel: [], kit: ["react"], widgets: ["react"] };
const PUCK = /^@puckeditor\//;
const CONSOLE = "apps/console/src/";
const CONSOLE_FLOOR = { api: 0, parts: 1, frame: 2, rooms: 3 };
const ENDINGS = ["", ".ts", ".tsx", ".d.ts", "/index.ts", "/index.tsx"];

const roomOf = (file) => file.split("/")[1];
const packageOf = (name) =>
  name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");

/** The names that a module imports: declarations, re-exports, import() of a plain string, types too. */
export function importsOf(text, lang) {
  const found = new Set();
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!node || typeof node !== "object") return undefined;
    const from = /^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(
      node.type ?? "",
    );
    const name = from ? node.source?.value : undefined;
    if (typeof name === "string") found.add(name);
    return Object.values(node).forEach(visit);
  };
  visit(parseAst(text, { lang }).body);
  return found;
}

/** Where an import leads: a file of the workspace, a package's name, or null. */
function resolve(base, from, name) {
  const bare = name.replace(/\?.*$/, "");
  if (bare.startsWith("@largesse/")) {
    const room = bare.split("/")[1];
    const folder = ["packages", "apps"].find((kind) => existsSync(`${base}/${kind}/${room}`));
    return folder ? { file: `${folder}/${room}/` } : null;
  }
  if (!bare.startsWith(".")) return { npm: packageOf(bare) };
  const target = join(base, dirname(from), bare);
  const real = ENDINGS.map((ending) => target + ending).find(
    (file) => existsSync(file) && statSync(file).isFile(),
  );
  return real ? { file: relative(base, real) } : null;
}

function declared(base, room, folder) {
  const manifest = JSON.parse(readFileSync(`${base}/${folder}/${room}/package.json`, "utf8"));
  return new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
}

/** Inside the console: a floor imports from those below it, a room from no other room. */
function crimeInConsole(file, to) {
  if (!file.startsWith(CONSOLE) || !to.startsWith(CONSOLE)) return null;
  const [floor, room] = file.slice(CONSOLE.length).split("/");
  const [lower, other] = to.slice(CONSOLE.length).split("/");
  if (!(floor in CONSOLE_FLOOR && lower in CONSOLE_FLOOR)) return null;
  if (CONSOLE_FLOOR[floor] < CONSOLE_FLOOR[lower])
    return `${file}: ${floor} imports ${lower}, which is not below it`;
  return floor === "rooms" && lower === "rooms" && room !== other
    ? `${file}: the room ${room} knows the room ${other}`
    : null;
}

function crime(base, file, name, to) {
  const [folder, room] = file.split("/");
  if (to === null) return `${file}: ${name} leads nowhere`;
  if (to.npm) {
    const allowed = ALLOWED[room];
    if (allowed && !allowed.includes(to.npm)) return `${file}: ${room} may not use ${to.npm}`;
    if (PUCK.test(to.npm) && room !== "studio") return `${file}: only the studio knows ${to.npm}`;
    return declared(base, room, folder).has(to.npm) ? null : `${file}: ${to.npm} is not declared`;
  }
  const other = roomOf(to.file);
  if (!to.file.startsWith("packages/") && !to.file.startsWith("apps/")) return null;
  if (other === room) return crimeInConsole(file, to.file);
  return FLOOR[other] < FLOOR[room] ? null : `${file}: ${room} imports ${other}, which is not below it`;
}

function rings(graph) {
  const state = new Map();
  const found = [];
  const visit = (file, path) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push(`ring: ${[...path.slice(path.indexOf(file)), file].join(" → ")}`);
      return;
    }
    state.set(file, "open");
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

/** Look at some modules below `base`; give what is wrong and how many were read. */
export function look(files, base = front) {
  const graph = new Map();
  const broken = [];
  for (const file of files) {
    const imports = importsOf(readFileSync(`${base}/${file}`, "utf8"), file.endsWith("x") ? "tsx" : "ts");
    const edges = [...imports].map((name) => ({ name, to: resolve(base, file, name) }));
    broken.push(...edges.map(({ name, to }) => crime(base, file, name, to)).filter(Boolean));
    const targets = edges.flatMap(({ to }) => (to?.file ? [to.file] : []));
    graph.set(
      file,
      targets.filter((target) => !target.endsWith("/")),
    );
  }
  return { read: graph.size, broken: [...broken, ...rings(graph)] };
}

/** Every module that git knows or would add. */
function listed() {
  const places = ["packages", "apps"].flatMap((kind) => [`${kind}/*/src/*.ts`, `${kind}/*/src/*.tsx`]);
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...places];
  const files = execFileSync("git", args, { cwd: front, encoding: "utf8" }).trim().split("\n");
  return files.filter((file) => !file.endsWith(".d.ts") && existsSync(`${front}/${file}`));
}

export function floors() {
  const { read, broken } = look(listed());
  if (read < 50) broken.push(`only ${read} modules were read; the front end has more`);
  return broken;
}
