// Everything that guards the front end: format and lint, types, floors, generated files, unit tests, budgets.
//
//   node tools/check.mjs [--no-build]
import { spawnSync } from "node:child_process";
import { budgets } from "./budgets.mjs";
import { unanswerable } from "./documents.mjs";
import { floors } from "./floors.mjs";
import { front } from "./places.mjs";

const run = (name, args) => {
  const { status } = spawnSync(name, args, {
    cwd: front,
    stdio: "inherit",
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
  });
  return status === 0 ? [] : [`${name} ${args[0]} failed`];
};
const bin = (name) => `${front}/node_modules/.bin/${name}`;

const steps = {
  codegen: () => run("node", ["tools/codegen.mjs", "--check"]),
  lint: () => run(bin("biome"), ["check", "--reporter=summary", "."]),
  types: () => run(bin("tsc"), ["-p", ".", "--pretty", "false"]),
  floors,
  documents: unanswerable,
  answers: () => run("node", ["apps/console/tools/documents.mjs", "--check"]),
  unit: () => run(bin("vitest"), ["run", "--silent=passed-only"]),
  build: () => (process.argv.includes("--no-build") ? [] : run("node", ["build.mjs"])),
  budgets,
};

const wrong = [];
for (const [name, step] of Object.entries(steps)) {
  const began = performance.now();
  const found = await step();
  wrong.push(...found);
  for (const one of found) console.error(`  ${one}`);
  console.log(`${found.length ? "no" : "ok"}  ${name}  ${Math.round(performance.now() - began)} ms`);
}
process.exitCode = wrong.length ? 1 : 0;
