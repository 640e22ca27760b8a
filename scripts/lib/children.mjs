// @ts-check
/** Child processes that never outlive us: each has its own process group, a watchdog, and is ended on demand. */
import { spawn } from "node:child_process";
import { projectRoot } from "./paths.mjs";
import { endsWithin } from "./processes.mjs";
import { watchOver } from "./watchdog.mjs";

/**
 * @typedef {object} Child
 * @property {number} pid
 * @property {Promise<number>} ended its exit code; 128 + signal number when a signal ended it; 127 when it could not start
 * @property {(graceSeconds: number) => Promise<void>} end asks it to end, kills its whole group when it does not
 */

/** @type {Set<Child>} */
const running = new Set();

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, stdio?: import("node:child_process").StdioOptions,
 *   onOutput?: (text: string) => void }} [options] `onOutput` receives stdout and stderr instead of the terminal
 * @returns {Child}
 */
export function startChild(command, args, { env = process.env, stdio, onOutput } = {}) {
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: /** @type {NodeJS.ProcessEnv} */ (env),
    stdio: stdio ?? ["ignore", "pipe", "pipe"],
    // Its own group: Ctrl-C reaches us alone, and we decide the order in which things end.
    detached: true,
  });
  child.stdout?.setEncoding("utf8").on("data", (text) => onOutput?.(text));
  child.stderr?.setEncoding("utf8").on("data", (text) => onOutput?.(text));
  const pid = child.pid ?? 0;
  const dismiss = pid > 0 ? watchOver(-pid, { signal: "TERM", graceSeconds: 8 }) : () => {};
  /** @type {Promise<number>} */
  const ended = new Promise((done) => {
    child.once("error", () => done(127));
    child.once("close", (code, signal) =>
      done(code ?? (signal === "SIGKILL" ? 137 : signal === "SIGINT" ? 130 : 143)),
    );
  });
  /** @type {Child} */
  const self = {
    pid,
    ended,
    end: async (graceSeconds) => {
      child.kill("SIGTERM");
      if (!(await endsWithin(ended, graceSeconds * 1000))) killGroup(pid);
      await ended;
    },
  };
  running.add(self);
  void ended.then(() => {
    dismiss();
    running.delete(self);
  });
  return self;
}

/**
 * Runs a command to its end and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, timeoutSeconds?: number, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runToEnd(command, args, { env, timeoutSeconds, onOutput } = {}) {
  let output = "";
  const child = startChild(command, args, {
    ...(env ? { env } : {}),
    onOutput: (text) => {
      output += text;
      onOutput?.(text);
    },
  });
  if (timeoutSeconds !== undefined && !(await endsWithin(child.ended, timeoutSeconds * 1000))) {
    await child.end(5);
    return { code: 124, output: `${output}\n(stopped after ${timeoutSeconds} s)` };
  }
  return { code: await child.ended, output };
}

/** Ends whatever is still running, for an interrupted start. */
export async function endChildren() {
  await Promise.all([...running].map((child) => child.end(5)));
}

/** @param {number} pid */
function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
