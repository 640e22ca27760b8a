import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@/": root,
  // `server-only` throws outside a React server bundle; tests are servers too.
  "server-only": `${root}tests/support/empty.ts`,
};
const shared = { environment: "node" as const, restoreMocks: true };

/**
 * Two projects: `unit` needs nothing, `integration` gets its own PostgreSQL database per worker
 * (a clone of one migrated template). A test that touches data is named `*.db.test.ts`.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    // Of two cores, vitest would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "unit",
          // Pure tests share one module graph per worker: half the time, and nothing to leak.
          isolate: false,
          include: ["{app,components,db,lib,scripts,tests}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
        },
      },
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "integration",
          include: ["{app,db,lib,tests}/**/*.db.test.ts"],
          globalSetup: ["tests/support/database-template.ts"],
          setupFiles: ["tests/support/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
