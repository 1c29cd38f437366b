import { defineConfig } from "vitest/config";
import { wholeCopy } from "./tools/copy.mjs";
import { registered } from "./tools/targets.mjs";

export default defineConfig({
  plugins: [registered, wholeCopy],
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  test: {
    include: [
      "packages/*/tests/**/*.test.{ts,tsx}",
      "apps/*/tests/**/*.test.{ts,tsx}",
      "tools/tests/**/*.test.mjs",
    ],
    pool: "threads",
    testTimeout: 60_000, // a hang; a loaded machine has needed more than vitest's five seconds
    maxWorkers: 1,
  },
});
