// Registered documents → typed constants: each .graphql file becomes its sha256 and the types of its answer.
// The server knows the same text by the same sha256, so no query text travels in the bundle.
//
// A query's own answer has a name: `<Query>Row` is one row of its list, `<Query>Shown` the one thing it shows. A list that
// can be sorted has `<Query>Sort`, the keys that the schema names in the list's description after "sort:".
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  typeFromAST,
  validate,
} from "graphql";
import { documentFiles } from "../../../tools/documents.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SDL = join(HERE, "../../../../schemas/graphql/console.graphql");
const OUT = join(HERE, "..", "src/api/documents_gen.ts");
const SCALARS = {
  ID: "string",
  String: "string",
  UUID: "string",
  DateTime: "string",
  Date: "string",
  Long: "number",
  Int: "number",
  Float: "number",
  Boolean: "boolean",
};

/** What GraphQL leaves open and schemas/ settles, by field: what is inside a JSON document, the words a string may be. */
const SETTLED = {
  "Activity.document": "ActivityDocument",
  "Activity.publishedDocument": "ActivityDocument",
  "ActivityTemplate.document": "ActivityDocument",
  "AuditRow.facts": "Record<string, unknown>",
  "IssueBatch.category": 'ActivityDocument["rights"][number]["category"]',
  "IssueBatch.skuTitle": "Text",
  "IssueBatch.title": "Text",
  "Plugin.configSchema": "object",
  "PluginInstallation.config": "Record<string, unknown>",
  "Problem.severity": 'Problem["severity"]',
  "Query.activityTerms": "Terms",
  "RevisionCompared.baseDocument": "ActivityDocument",
  "RevisionCompared.document": "ActivityDocument",
};

const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const inputs = new Map();
const fragments = new Map();
/** Parts of an answer that have a name of their own, by what is selected of them. */
const named = new Map();

function scalar(type) {
  if (isEnumType(type))
    return type
      .getValues()
      .map((value) => JSON.stringify(value.name))
      .join(" | ");
  return SCALARS[type.name] ?? "unknown";
}

function wrap(type, inner) {
  if (isNonNullType(type)) return wrap(type.ofType, inner).replace(/ \| null$/, "");
  if (isListType(type)) return `Array<${wrap(type.ofType, inner)}> | null`;
  return `${inner} | null`;
}

function input(type) {
  if (!isInputObjectType(type)) return scalar(type);
  if (!inputs.has(type.name)) {
    inputs.set(type.name, "");
    const rows = Object.values(type.getFields()).map((field) => {
      const optional = !isNonNullType(field.type) || field.defaultValue !== undefined;
      return `  ${field.name}${optional ? "?" : ""}: ${wrap(field.type, input(getNamedType(field.type)))};`;
    });
    inputs.set(type.name, `export interface ${type.name} {\n${rows.join("\n")}\n}`);
  }
  return type.name;
}

function members(set, type) {
  const own = [];
  for (const node of set.selections) {
    if (node.kind !== "Field") {
      const spread = node.kind === "FragmentSpread" ? fragments.get(node.name.value) : node;
      if (!spread.typeCondition || spread.typeCondition.name.value === type.name)
        own.push(...members(spread.selectionSet, type));
      continue;
    }
    const name = node.name.value;
    const alias = node.alias?.value ?? name;
    if (name === "__typename") own.push(`__typename: ${JSON.stringify(type.name)}`);
    else {
      const field = type.getFields()[name];
      const value =
        SETTLED[`${type.name}.${name}`] ?? shape(node.selectionSet, getNamedType(field.type), named);
      own.push(`${alias}: ${wrap(field.type, value)}`);
    }
  }
  return own;
}

function shape(set, type, names = new Map()) {
  if (!set) return scalar(type);
  if (names.has(set)) return names.get(set);
  if (isUnionType(type))
    return `(${type
      .getTypes()
      .map((one) => `{ ${members(set, one).join("; ")} }`)
      .join(" | ")})`;
  if (isObjectType(type)) return `{ ${members(set, type).join("; ")} }`;
  return "unknown";
}

const inner = (set, name) => set.selections.find((node) => node.name?.value === name)?.selectionSet;

/** The rows of a list, or the one thing, that a field of a query answers: what is selected, its type and its name. */
function answered(name, node, field) {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return null;
  const rows = inner(node.selectionSet, "edges");
  if (rows) {
    const edge = getNamedType(type.getFields().edges.type);
    return { set: inner(rows, "node"), type: getNamedType(edge.getFields().node.type), name: `${name}Row` };
  }
  const many = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
  return { set: node.selectionSet, type, name: `${name}${many ? "Row" : "Shown"}` };
}

/** The keys that a list's description names after "sort:". */
export function sortKeys(description) {
  const [, told] = /\bsort:\s*([\w\s,]+)\./.exec(description ?? "") ?? [];
  return told ? told.split(",").map((key) => key.trim()) : [];
}

/** Whether a field is asked with the document's own sort; then the variable is one of the list's keys. */
const sorted = (node) => node.arguments.some((one) => one.name.value === "sort");

function typesOf(schema, operation, name) {
  const root = operation.operation === "mutation" ? schema.getMutationType() : schema.getQueryType();
  const own = [];
  const problems = [];
  let sort = null;
  for (const node of operation.operation === "query" ? operation.selectionSet.selections : []) {
    const field = root.getFields()[node.name.value];
    const answer = answered(
      operation.selectionSet.selections.length > 1 ? pascal(node.name.value) : name,
      node,
      field,
    );
    if (answer) {
      own.push(`export type ${answer.name} = ${shape(answer.set, answer.type)};`);
      named.set(answer.set, answer.name);
    }
    if (!sorted(node)) continue;
    const keys = sortKeys(field.description);
    if (keys.length === 0) problems.push(`${node.name.value}: its description names no keys after "sort:"`);
    sort = `${name}Sort`;
    own.push(`export type ${sort} = Sorted<${keys.map((key) => JSON.stringify(key)).join(" | ")}>;`);
  }
  const vars = operation.variableDefinitions.map((one) => {
    const type = typeFromAST(schema, one.type);
    const optional = !isNonNullType(type) || one.defaultValue;
    const key = one.variable.name.value;
    const value = key === "sort" && sort ? sort : input(getNamedType(type));
    return `${key}${optional ? "?" : ""}: ${wrap(type, value)}`;
  });
  return { own, problems, data: shape(operation.selectionSet, root), vars: `{ ${vars.join("; ")} }` };
}

function bodyOf(schema, { name: file, text, id }) {
  const document = parse(text);
  const [operation, ...shared] = document.definitions;
  for (const one of shared) fragments.set(one.name.value, one);
  const name = pascal(operation.name.value);
  const wrong = validate(schema, document).map((error) => `${file}: ${error.message}`);
  if (wrong.length) return { problems: wrong, body: "" };
  const { own, problems, data, vars } = typesOf(schema, operation, name);
  const body = [
    ...own,
    `export type ${name}Data = ${data};`,
    `export type ${name}Vars = ${vars};`,
    `export const ${name}: Registered<${name}Data, ${name}Vars> = registered(\n  "${id}",\n);`,
  ];
  return { problems, body: body.join("\n") };
}

const HEAD = `// Generated by tools/documents.mjs from the documents beside the screens and schemas/graphql/console.graphql. Do not edit.
import type { ActivityDocument, Problem, Terms, Text } from "@largesse/contracts/documents";
import { type Registered, registered, type Sorted } from "./registered";
`;

export function generate() {
  const schema = buildSchema(readFileSync(SDL, "utf8"));
  const made = documentFiles("console").map((file) => bodyOf(schema, file));
  const bodies = made.map(({ body }) => body);
  const text = `${[HEAD, ...inputs.values(), ...bodies].join("\n\n")}\n`;
  return { problems: made.flatMap(({ problems }) => problems), text };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { problems, text } = generate();
  if (process.argv.includes("--check")) {
    const stale = !existsSync(OUT) || readFileSync(OUT, "utf8") !== text;
    if (stale) problems.push("src/api/documents_gen.ts is not current: run npm run codegen");
  } else writeFileSync(OUT, text);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length ? 1 : 0;
}
