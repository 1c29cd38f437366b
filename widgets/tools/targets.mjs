// What is built, and how: one vite build each.
import { existsSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { build, createLogger } from "vite";
import { wholeCopy } from "./copy.mjs";
import { idOf, textOf } from "./documents.mjs";
import { front } from "./places.mjs";

/** The widgets' `react` is Preact on a phone and on the server: the whole compat layer, so that plug-in authors meet no surprise. */
const preact = [
  { find: /^react\/jsx-(dev-)?runtime$/, replacement: "preact/jsx-runtime" },
  { find: /^react(-dom)?$/, replacement: "preact/compat" },
];

/** Every file is named by its content: <16 hex digits>-<name>. */
const named = {
  hashCharacters: "hex",
  entryFileNames: "assets/[hash:16]-[name].js",
  chunkFileNames: "assets/[hash:16]-[name].js",
  assetFileNames: "assets/[hash:16]-[name][extname]",
};

/** A `.graphql` file imported by an app is only the id by which the server knows its text. */
export const registered = {
  name: "registered-documents",
  load(file) {
    if (!file.endsWith(".graphql")) return null;
    return `export default ${JSON.stringify(idOf(textOf(file)))}`;
  },
};

/** Art is served by its own address, outside the bundle: that a build leaves it alone is meant. */
const quiet = createLogger("warn");
const loud = quiet.warnOnce;
quiet.warnOnce = (words, options) => (words.includes("/art/") ? undefined : loud(words, options));

const shared = { configFile: false, logLevel: "warn", customLogger: quiet, publicDir: false, base: "/" };

/** What a chunk needs is named by the page itself (`modulepreload`); Vite's own helper would only weigh on the entry. */
const unhelped = {
  name: "unhelped",
  enforce: "pre",
  load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
};

function watching({ watch, after }) {
  if (!watch) return { watch: null, plugins: [] };
  return { watch: {}, plugins: [{ name: "assemble", closeBundle: after }] };
}

async function h5(asked) {
  const { watch, plugins } = watching(asked);
  return build({
    ...shared,
    root: `${front}/apps/h5`,
    plugins: [registered, unhelped, ...plugins],
    resolve: { alias: preact },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      watch,
      outDir: asked.out,
      emptyOutDir: true,
      target: "es2018",
      manifest: "manifest.json",
      modulePreload: false,
      rollupOptions: { input: { h5: `${front}/apps/h5/src/main.tsx` }, output: named },
    },
  });
}

async function ssr(asked) {
  const { watch, plugins } = watching(asked);
  return build({
    ...shared,
    root: `${front}/packages/ssr`,
    plugins,
    resolve: { alias: preact },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      watch,
      outDir: asked.out,
      emptyOutDir: true,
      target: "es2020",
      lib: {
        entry: `${front}/packages/ssr/src/index.tsx`,
        formats: ["iife"],
        name: "largesse",
        fileName: () => "ssr.js",
      },
    },
  });
}

async function console_(asked) {
  const index = `${front}/apps/console/index.html`;
  if (!existsSync(index)) return null;
  const { watch, plugins } = watching(asked);
  return build({
    ...shared,
    root: `${front}/apps/console`,
    plugins: [react(), wholeCopy, ...plugins],
    // The form library's test helper names a validator that builds functions from text; the console brings its own.
    resolve: {
      alias: { "@rjsf/validator-ajv8": `${front}/apps/console/src/rooms/plugging/plugins/noEval.ts` },
    },
    build: {
      watch,
      outDir: asked.out,
      emptyOutDir: true,
      target: "es2022",
      manifest: "manifest.json",
      chunkSizeWarningLimit: 1200,
      rollupOptions: { input: { console: index }, output: named },
    },
  });
}

export const targets = { ssr, h5, console: console_ };
