// Audits faces over HTTP by the public list of the GraphQL-over-HTTP specification; prints one JSON object.
// node tools/audit-graphql.mjs URL...
import { auditServer } from "graphql-http";

const found = {};
for (const url of process.argv.slice(2)) {
  const results = await auditServer({ url });
  found[url] = results.map(({ id, name, status, reason }) => ({ id, name, status, reason }));
}
process.stdout.write(JSON.stringify(found));
