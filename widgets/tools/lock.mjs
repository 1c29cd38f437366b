// Completes package-lock.json and clears it of addresses: an optional platform package that this machine's registry does not serve is
// left out by npm, and `npm ci` then refuses the lock. Run after `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const packages = lock.packages;

for (const [parent, one] of Object.entries(packages)) {
  delete one.funding; // addresses of people, not of packages: a lock carries none
  for (const [name, version] of Object.entries(one.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (packages[place] || !/^\d/.test(version)) continue;
    const [os, cpu, libc] = name.split("/").at(-1).replace(/^cli-/, "").split("-");
    packages[place] = {
      version,
      cpu: [cpu],
      ...(one.dev && { dev: true }),
      license: one.license,
      optional: true,
      os: [os],
      ...(os === "linux" && { libc: [libc ?? "glibc"] }),
    };
    process.stdout.write(`${parent} → ${name}\n`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
