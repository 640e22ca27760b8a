/**
 * The browser tests: real Chromium against real builds (`next start`), a database of their own, and the three kinds
 * of model. `npm run test:e2e` finds the browser; see scripts/lib/chromium.mjs.
 */
import { defineConfig, devices } from "@playwright/test";
import { e2ePorts } from "./e2e/support/ports.mjs";

const {
  PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: executablePath,
  CHROMIUM_LD_LIBRARY_PATH,
  CHROMIUM_FONTCONFIG_FILE,
} = process.env;
const { builtin } = e2ePorts();

export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results/e2e",
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://127.0.0.1:${builtin}`,
    // A fifth of the time, for every test: ask for it when one fails, with `--trace=retain-on-failure`.
    trace: "off",
    screenshot: "only-on-failure",
    video: "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ["--no-sandbox"],
      env: definedOnly({
        ...process.env,
        ...(CHROMIUM_LD_LIBRARY_PATH ? { LD_LIBRARY_PATH: CHROMIUM_LD_LIBRARY_PATH } : {}),
        ...(CHROMIUM_FONTCONFIG_FILE ? { FONTCONFIG_FILE: CHROMIUM_FONTCONFIG_FILE } : {}),
      }),
    },
  },
  webServer: {
    command: `"${process.execPath}" e2e/support/server.mjs`,
    url: `http://127.0.0.1:${builtin}/api/health/ready`,
    timeout: 240_000,
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 45_000 },
  },
});

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
