// @ts-check
/** The stages of `npm test`: what each runs and how it counts. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { startChild } from "./children.mjs";
import { chromiumEnvironment, findChromium } from "./chromium.mjs";
import { projectRoot } from "./paths.mjs";
import { countPlaywright, countVitest } from "./test-counts.mjs";

/** @typedef {import("./test-counts.mjs").Counts} Counts */
/** @typedef {Record<string, string | undefined>} Environment */
/** @typedef {{ key: string, name: string, run: (env: Environment) => Promise<Counts> }} Stage */

const reports = join(projectRoot, "test-results", "reports");

/** @type {Stage[]} */
export const stages = [
  { key: "lint", name: "Format and lint", run: lint },
  { key: "types", name: "Types", run: types },
  { key: "unit", name: "Unit and integration tests", run: vitest },
  { key: "build", name: "Build", run: build },
  { key: "e2e", name: "Browser tests", run: playwright },
  { key: "faults", name: "Fault harness, short form", run: faults },
];

/** What `--only=` may name, and the stages it then runs: what runs the app needs a build. */
export const parts = {
  lint: ["lint"],
  types: ["types"],
  unit: ["unit"],
  e2e: ["build", "e2e"],
  faults: ["build", "faults"],
};

/**
 * Runs a package's command, its output straight to the terminal.
 * @param {string} script below node_modules
 * @param {string[]} args
 * @param {Environment} env
 * @returns {Promise<Counts>} a command that is no test counts only when it fails
 */
async function tool(script, args, env) {
  const path = join(projectRoot, "node_modules", script);
  const child = startChild(process.execPath, [path, ...args], {
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return { passed: 0, failed: (await child.ended) === 0 ? 0 : 1 };
}

/** @param {Environment} env */
function lint(env) {
  // Biome colours its output even into a file.
  const colors = process.stdout.isTTY ? [] : ["--colors=off"];
  return tool("@biomejs/biome/bin/biome", ["ci", ...colors, "."], env);
}

/** @param {Environment} env */
async function types(env) {
  // Writes next-env.d.ts and the types of the routes, which a fresh clone does not have.
  const generated = await tool("next/dist/bin/next", ["typegen"], { ...env, NEXT_TELEMETRY_DISABLED: "1" });
  return generated.failed > 0 ? generated : tool("typescript/bin/tsc", ["--noEmit"], env);
}

/** @param {Environment} env */
async function vitest(env) {
  const report = freshReport("vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const outcome = await tool("vitest/vitest.mjs", ["run", ...reporters], env);
  return counted(outcome, () => countVitest(JSON.parse(readFileSync(report, "utf8"))));
}

async function build() {
  await ensureBuilt();
  return { passed: 0, failed: 0 };
}

/** @param {Environment} env */
async function playwright(env) {
  const report = freshReport("playwright.json");
  const browser = chromiumEnvironment(await findChromium());
  const reporting = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const outcome = await tool("@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    ...env,
    ...browser,
    ...reporting,
  });
  return counted(outcome, () => countPlaywright(JSON.parse(readFileSync(report, "utf8"))));
}

/** @param {Environment} env */
async function faults(env) {
  const report = freshReport("faults.json");
  const outcome = await tool("tsx/dist/cli.mjs", ["tests/faults/run.ts", "--form=short"], env);
  return counted(outcome, () => JSON.parse(readFileSync(report, "utf8")));
}

/**
 * A runner that failed without a failed test (a crash, no report, an unhandled error) is still a failure.
 * @param {Counts} outcome
 * @param {() => Counts} read
 * @returns {Counts}
 */
function counted(outcome, read) {
  /** @type {Counts} */
  let counts;
  try {
    counts = read();
  } catch {
    counts = { passed: 0, failed: 1 };
  }
  return { passed: counts.passed, failed: Math.max(counts.failed, outcome.failed) };
}

/** @param {string} name */
function freshReport(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, name);
  rmSync(file, { force: true });
  return file;
}
