// @ts-check
/** Starts Next.js, waits until it answers, and explains why if it ends. */
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "./children.mjs";
import { projectRoot } from "./paths.mjs";
import { endsWithin } from "./processes.mjs";
import { PlainError } from "./say.mjs";

/** The application closes its own streams and finishes what runs; after that it is not going to. */
export const shutdownSeconds = 35;

/**
 * @param {{ env: Record<string, string | undefined>, dev: boolean, host: string, port: number, log?: string }} options
 *   `log`: the file that gets its output; the terminal otherwise
 */
export function startNext({ env, dev, host, port, log }) {
  const from = log ? (statSync(log, { throwIfNoEntry: false })?.size ?? 0) : 0;
  const output = log ? openSync(log, "a", 0o600) : "inherit";
  const next = join(projectRoot, "node_modules", "next", "dist", "bin", "next");
  const args = [next, dev ? "dev" : "start", "-H", host, "-p", String(port)];
  // Next's own handling of signals would end the process in the middle of answers; ours waits for them.
  const ownSignals = dev ? {} : { NEXT_MANUAL_SIG_HANDLE: "1" };
  const child = startChild(process.execPath, args, {
    env: { ...env, ...ownSignals },
    stdio: ["ignore", output, output],
  });
  if (typeof output === "number") closeSync(output);
  return {
    ...child,
    lastLines: () =>
      log ? readFileSync(log).subarray(from).toString("utf8").trim().split("\n").slice(-20) : [],
  };
}

/**
 * @param {ReturnType<typeof startNext>} next
 * @param {{ host: string, port: number, timeoutSeconds: number, path?: string }} options
 */
export async function waitUntilLive(next, { host, port, timeoutSeconds, path = "/api/health/live" }) {
  const url = `http://${reachableHost(host)}:${port}${path}`;
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (Date.now() < deadline) {
    if (await answers(url)) return;
    if (await endsWithin(next.ended, 50)) throw endedEarly(next, await next.ended);
  }
  throw new PlainError(`the app does not answer at ${url} after ${timeoutSeconds} s`);
}

/**
 * @param {ReturnType<typeof startNext>} next
 * @param {number} code
 */
export function endedEarly(next, code) {
  const lines = next.lastLines();
  if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`);
  return new PlainError(`the app ended by itself (exit code ${code})`);
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** An address that listens everywhere is reached here.
 * @param {string} host */
function reachableHost(host) {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
