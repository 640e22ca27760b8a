// @ts-check
/**
 * `npm test`: everything that must hold, in one command, on a machine that has only Node. Stops at the first stage
 * that fails. `--only=lint|types|unit|e2e|faults` runs one part.
 */
import { endChildren } from "./lib/children.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { otherNode, requireNode, runAgainUnder } from "./lib/pinned-node.mjs";
import { PlainError, say, sayFailure, seconds } from "./lib/say.mjs";
import { onStop, Stopped } from "./lib/stop-signals.mjs";
import { closingLine } from "./lib/test-counts.mjs";
import { importTypeScript } from "./lib/typescript-module.mjs";

async function main() {
  requireNode();
  const only = readOnly();
  const stopped = onStop();
  await stopped.unless(ensureInstalled());
  const node = otherNode();
  if (node) {
    stopped.dismiss();
    return runAgainUnder(node, process.env);
  }
  const { stages, parts } = await import("./lib/test-stages.mjs");
  const wanted = only ? parts[only] : stages.map(({ key }) => key);
  const env = await cleanEnvironment();
  const total = { passed: 0, failed: 0 };
  for (const { key, name, run } of stages) {
    if (!wanted.includes(key)) continue;
    const started = Date.now();
    say(`\n== ${name}`);
    const { passed, failed } = await stopped.unless(failureAsCount(run(env)));
    total.passed += passed;
    total.failed += failed;
    say(`== ${name}: ${failed === 0 ? "passed" : "FAILED"} in ${seconds(started)}`);
    if (failed > 0) break;
  }
  say(`\n${closingLine(total)}`);
  return total.failed === 0 ? 0 : 1;
}

/** @returns {"lint" | "types" | "unit" | "e2e" | "faults" | undefined} */
function readOnly() {
  const given = process.argv.find((arg) => arg.startsWith("--only="))?.slice("--only=".length);
  if (given === undefined) return undefined;
  if (given === "lint" || given === "types" || given === "unit" || given === "e2e" || given === "faults")
    return given;
  throw new PlainError(`--only must be lint, types, unit, e2e or faults, not "${given}"`);
}

/**
 * @param {Promise<import("./lib/test-counts.mjs").Counts>} stage
 * @returns {Promise<import("./lib/test-counts.mjs").Counts>}
 */
async function failureAsCount(stage) {
  try {
    return await stage;
  } catch (error) {
    sayFailure(error);
    return { passed: 0, failed: 1 };
  }
}

/** The tests must not see the settings of the machine they run on: no key, no database, no provider of its owner. */
async function cleanEnvironment() {
  /** @type {{ envNames: readonly string[] }} */
  const { envNames } = /** @type {any} */ (await importTypeScript("lib/core/env.ts"));
  const own = new Set([...envNames, "AUTH_URL", "NEXTAUTH_URL", "FORCE_COLOR", "NO_COLOR"]);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)));
}

try {
  process.exit(await main());
} catch (error) {
  await endChildren();
  if (error instanceof Stopped) process.exit(error.exitCode === 0 ? 130 : error.exitCode);
  sayFailure(error);
  process.exit(1);
}
