// Where things are, for every tool.
import { fileURLToPath } from "node:url";

export const front = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
export const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const schemas = `${checkout}/schemas`;
export const staticFolder = `${checkout}/platform/largesse/web/static`;
