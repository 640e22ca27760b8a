// @ts-check
/** The Node.js that the project pins as a package, and starting ourselves again under it. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./paths.mjs";
import { PlainError } from "./say.mjs";
import { watchParent } from "./stop-signals.mjs";

/** Stops on a Node that cannot run any of this. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 9)) {
    throw new PlainError(`Node.js 20.9 or newer is needed; this is ${process.versions.node}`);
  }
}

/**
 * @returns {string | undefined} the pinned Node, unless we run under it or this platform has none
 */
export function otherNode() {
  const pinned = join(projectRoot, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (!existsSync(pinned) || realpathSync(pinned) === realpathSync(process.execPath)) return undefined;
  return spawnSync(pinned, ["--version"], { stdio: "ignore" }).status === 0 ? pinned : undefined;
}

/**
 * Runs the same command under another Node and passes on signals and the exit code. The channel between the two
 * tells the inner one when the outer one is gone.
 * @param {string} node
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<number>}
 */
export function runAgainUnder(node, env) {
  const child = spawn(node, process.argv.slice(1), {
    env: /** @type {NodeJS.ProcessEnv} */ (env),
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  watchParent(() => child.kill("SIGTERM"));
  return new Promise((done, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => done(code ?? 1));
  });
}
