// Floors of the front end: imports go down only. tools/floors.mjs runs this and fails when fewer modules are
// read than git lists; tests/floors proves that each rule bites.
const floors = [
  ["contracts", "^packages/contracts/"],
  ["kernel", "^packages/kernel/"],
  ["kit", "^packages/kit/"],
  ["widgets", "^packages/widgets/"],
  ["ssr", "^packages/ssr/"],
  ["h5", "^apps/h5/"],
  ["studio", "^apps/studio/"],
  ["console", "^apps/console/"],
];
const above = (index) =>
  floors
    .slice(index + 1)
    .map(([, path]) => path)
    .join("|");

module.exports = {
  forbidden: [
    ...floors.slice(0, -1).map(([name, path], index) => ({
      name: `${name}-imports-nothing-above-it`,
      severity: "error",
      from: { path },
      to: { path: above(index) },
    })),
    {
      name: "h5-and-studio-and-ssr-do-not-know-each-other",
      severity: "error",
      from: { path: "^(apps/(h5|studio)|packages/ssr)/" },
      to: { path: "^(apps/(h5|studio)|packages/ssr)/", pathNot: "^$1/" },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "puck-stays-in-the-studio",
      severity: "error",
      from: { pathNot: "^apps/studio/" },
      to: { path: "(^|/)node_modules/@puckeditor/" },
    },
    {
      name: "a-widget-knows-only-react-and-the-kit",
      severity: "error",
      from: { path: "^packages/(kit|widgets)/src/" },
      to: { path: "(^|/)node_modules/", pathNot: "(^|/)node_modules/(@types/)?react/" },
    },
    {
      name: "the-kernel-knows-no-framework",
      severity: "error",
      from: { path: "^packages/(contracts|kernel)/src/" },
      to: { path: "(^|/)node_modules/" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
    },
  },
};
