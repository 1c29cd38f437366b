// Generate what is written once in schemas/: the components' props as types, the themes as CSS custom properties.
//
//   node tools/codegen.mjs [--check]    --check changes nothing and fails when a generated file is not current
import { readdir, readFile, writeFile } from "node:fs/promises";
import { front, schemas } from "./places.mjs";

const read = async (file) => JSON.parse(await readFile(file, "utf8"));
const note = (source) => `Generated from ${source} by tools/codegen.mjs. Do not edit.`;

async function all(folder, ending) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  return Promise.all(names.map((name) => read(`${folder}/${name}`)));
}

function typeOf(schema) {
  if (schema.$ref === "urn:largesse:schema:text.v1") return "Text";
  if (["link.v1", "picture.v1"].some((name) => schema.$ref === `urn:largesse:schema:${name}`))
    return "string";
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "boolean" || schema.type === "string") return schema.type;
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "array") return `ReadonlyArray<${typeOf(schema.items)}>`;
  throw new Error(`the emitter does not know ${JSON.stringify(schema)}`);
}

function propsType(schema) {
  const rows = Object.entries(schema.properties).map(([name, property]) => {
    const doc = property["x-title"] ? `  /** ${property["x-title"]["zh-CN"]} */\n` : "";
    return `${doc}  ${name}${schema.required.includes(name) ? "" : "?"}: ${typeOf(property)};`;
  });
  return `/** ${schema.description} */\nexport interface ${schema.title} {\n${rows.join("\n")}\n}\n`;
}

async function widgetTypes() {
  const found = await all(`${schemas}/widgets`, ".schema.json");
  const keys = found.map((schema) => {
    const [type, version] = schema.$id.split("widgets/")[1].split(".v");
    return { type, version, schema };
  });
  const map = keys.map(({ type, schema }) => `  ${JSON.stringify(type)}: ${schema.title};`).join("\n");
  return [
    `// ${note("schemas/widgets")}`,
    `\n/** Words shown to people, one entry per language; Chinese is always present. */\nexport interface Text {\n  "zh-CN": string;\n  en?: string;\n}\n`,
    ...keys.map(({ schema }) => propsType(schema)),
    `/** Props of each component, by its type. */\nexport interface WidgetPropsByType {\n${map}\n}\n`,
  ].join("\n");
}

const variables = (theme) =>
  Object.entries({ ...theme.colours, shadow: theme.shadow })
    .map(([name, value]) => `  --lg-${name}: ${value};`)
    .join("\n");

async function themes() {
  const found = await all(`${schemas}/theme`, ".theme.json");
  return found.sort((a, b) => Number(a.name !== "light") - Number(b.name !== "light"));
}

async function tokensCss() {
  const blocks = (await themes()).map((theme, index) => {
    const where = `${index === 0 ? ":root,\n" : ""}[data-theme="${theme.name}"]`;
    return `${where} {\n  color-scheme: ${theme.scheme};\n${variables(theme)}\n}\n`;
  });
  return [`/* ${note("schemas/theme")} */`, ...blocks].join("\n");
}

async function tokensTs() {
  const found = await themes();
  const names = found.map((theme) => JSON.stringify(theme.name)).join(" | ");
  const css = found.map((theme) => {
    const body = variables(theme).replaceAll("\n", "").replaceAll(/ {2}/g, "").replaceAll(": ", ":");
    return `  ${JSON.stringify(theme.name)}: ${JSON.stringify(`:root{color-scheme:${theme.scheme};${body}}`)},`;
  });
  const grounds = found.map((theme) => `  ${JSON.stringify(theme.name)}: "${theme.colours.ground}",`);
  return [
    `// ${note("schemas/theme")}`,
    `export type ThemeName = ${names};\n`,
    `/** The custom properties of each theme, as one rule. */\nexport const tokens: Record<ThemeName, string> = {\n${css.join("\n")}\n};\n`,
    `/** The paper of each theme, for the browser's own frame. */\nexport const grounds: Record<ThemeName, string> = {\n${grounds.join("\n")}\n};\n`,
  ].join("\n");
}

const outputs = {
  "packages/contracts/src/widgets_gen.ts": widgetTypes,
  "packages/kit/src/tokens_gen.css": tokensCss,
  "packages/kit/src/tokens_gen.ts": tokensTs,
};

const check = process.argv.includes("--check");
for (const [name, make] of Object.entries(outputs)) {
  const file = `${front}/${name}`;
  const fresh = await make();
  const kept = await readFile(file, "utf8").catch(() => "");
  if (fresh === kept) continue;
  if (check) {
    console.error(`${name} is not current: run npm run codegen`);
    process.exitCode = 1;
  } else {
    await writeFile(file, fresh);
    console.log(name);
  }
}
