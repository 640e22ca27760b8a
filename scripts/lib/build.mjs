// @ts-check
/** Builds the app when what it is built from has changed since the last build that succeeded. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./children.mjs";
import { setupLock } from "./install.mjs";
import { waitForLock } from "./lock.mjs";
import { projectRoot } from "./paths.mjs";
import { during, PlainError, say } from "./say.mjs";
import { entries, filesBelow, hashFiles } from "./source-hash.mjs";

/** Folders at the top of the project that no build reads. Everything else counts, so a new folder cannot be missed. */
const otherFolders = new Set([
  "bench",
  "coverage",
  "docs",
  "e2e",
  "node_modules",
  "playwright-report",
  "scripts",
  "test-results",
  "tests",
]);
const otherFiles = new Set([
  "biome.json",
  "compose.yaml",
  "drizzle.config.ts",
  "next-env.d.ts",
  "playwright.config.ts",
  "vitest.config.ts",
]);

export async function ensureBuilt() {
  if (isBuilt(projectRoot)) return;
  const release = await waitForLock(setupLock(), () =>
    say("Another copy of Baton is being set up; waiting for it…"),
  );
  try {
    if (!isBuilt(projectRoot)) await during("Building (once per version; about a minute)", build);
  } finally {
    release();
  }
}

async function build() {
  const stamp = sourceStamp(projectRoot);
  rmSync(stampFile(projectRoot), { force: true });
  const next = join(projectRoot, "node_modules", "next", "dist", "bin", "next");
  const { code, output } = await runToEnd(process.execPath, [next, "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) {
    // 128 and a signal: it was stopped, there is nothing to explain.
    if (code < 128) process.stderr.write(`\n${output.trim()}\n`);
    throw new PlainError(`the app could not be built (exit code ${code}), see above`);
  }
  writeFileSync(stampFile(projectRoot), stamp);
}

/**
 * @param {string} root
 * @returns {boolean}
 */
export function isBuilt(root) {
  const file = stampFile(root);
  if (!existsSync(file) || !existsSync(join(root, ".next", "BUILD_ID"))) return false;
  return readFileSync(file, "utf8") === sourceStamp(root);
}

/** Written last, only after a build that succeeded; removed before the next one begins.
 * @param {string} root */
export function stampFile(root) {
  return join(root, ".next", "baton-build-stamp");
}

/**
 * @param {string} root
 * @returns {string} a hash over every file that a build may read
 */
export function sourceStamp(root) {
  const files = entries(root, "").flatMap(({ entry, path }) => {
    if (entry.isDirectory()) return otherFolders.has(path) ? [] : filesBelow(root, path);
    return /(?<!\.test)\.(ts|mjs|json|css)$/.test(path) && !otherFiles.has(path) ? [path] : [];
  });
  return hashFiles(root, files);
}
