// @ts-check
/** Brings node_modules to what package-lock.json says, and nothing if it is there already. */
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runToEnd } from "./children.mjs";
import { waitForLock } from "./lock.mjs";
import { projectRoot } from "./paths.mjs";
import { during, PlainError, say } from "./say.mjs";

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, dev?: boolean }>} Packages */

const ciArgs = [
  "ci",
  "--include=dev",
  "--include=optional",
  "--no-audit",
  "--no-fund",
  "--fetch-timeout=60000",
  "--fetch-retries=5",
];
/** A stalled registry connection has been seen to hang npm for good. */
const timeoutSeconds = 900;

/** @param {{ production?: boolean }} [options] `production`: development packages may be absent */
export async function ensureInstalled({ production = false } = {}) {
  if (isInstalled(projectRoot, production)) return;
  const release = await waitForLock(setupLock(), () =>
    say("Another copy of Baton is being set up; waiting for it…"),
  );
  try {
    if (isInstalled(projectRoot, production)) return;
    await during("Installing packages (once; a minute or two)", install);
  } finally {
    release();
  }
}

/** The lock under which packages are installed and the app is built. */
export function setupLock() {
  return join(projectRoot, ".baton", "setup.lock");
}

async function install() {
  for (const attempt of [1, 2]) {
    const { command, args, env } = npm();
    const { code, output } = await runToEnd(command, [...args, ...ciArgs], { env, timeoutSeconds });
    if (code === 0) return;
    if (attempt === 1) continue;
    process.stderr.write(`\n${output.trim().split("\n").slice(-25).join("\n")}\n`);
    throw new PlainError(
      code === 127 ? "npm is not installed; it comes with Node.js" : `npm ci failed (${code}), see above`,
    );
  }
}

/**
 * npm under a Node outside the project: it is about to replace the one inside.
 * @returns {{ command: string, args: string[], env: Record<string, string | undefined> }}
 */
function npm() {
  const folders = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.startsWith(projectRoot));
  // A production environment would leave out what the build needs; allow-scripts may not be given to a project install.
  const { NODE_ENV: _, npm_config_omit: __, ...rest } = process.env;
  const env = { ...rest, PATH: folders.join(delimiter) };
  if (folders.some((folder) => existsSync(join(folder, "npm")))) return { command: "npm", args: [], env };
  const cli = process.env.npm_execpath;
  return cli ? { command: process.execPath, args: [cli], env } : { command: "npm", args: [], env };
}

/**
 * npm writes the list of what it installed at the very end, so an interrupted install never matches.
 * @param {string} root
 * @param {boolean} production
 */
export function isInstalled(root, production) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  return wanted !== undefined && present !== undefined && matches(wanted, present, production);
}

/**
 * @param {Packages} wanted
 * @param {Packages} present
 * @param {boolean} production
 */
export function matches(wanted, present, production) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    if (!found) return Boolean(entry.optional || entry.devOptional || (production && entry.dev));
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
