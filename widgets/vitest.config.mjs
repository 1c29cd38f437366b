import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  test: {
    include: [
      "packages/*/tests/**/*.test.{ts,tsx}",
      "apps/*/tests/**/*.test.{ts,tsx}",
      "tools/tests/**/*.test.mjs",
    ],
    pool: "threads",
    maxWorkers: 1,
  },
});
