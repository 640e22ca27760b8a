/**
 * `npm run test:faults:planted [-- --only=name,name]`: plants each bug of `bugs.ts` in a copy of the project, builds
 * it, and runs the scenario that must find it. Exits with 1 when one goes unnoticed: a harness that cannot fail
 * proves nothing.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { endChildren, runToEnd, startChild } from "../../../scripts/lib/children.mjs";
import { projectRoot } from "../../../scripts/lib/paths.mjs";
import { PlainError, say, sayFailure, seconds } from "../../../scripts/lib/say.mjs";
import { onStop, Stopped } from "../../../scripts/lib/stop-signals.mjs";
import type { Measure } from "../support/report";
import { type Bug, bugs } from "./bugs";

const { values } = parseArgs({ options: { only: { type: "string" } } });
/** Not part of what is built: node_modules is linked file by file, the rest is left behind. */
const leftOut = new Set(["node_modules", ".next", ".git", ".baton", "test-results"]);

async function main(): Promise<number> {
  const only = values.only?.split(",");
  const wanted = bugs.filter((bug) => !only || only.includes(bug.name));
  if (wanted.length === 0) throw new PlainError(`--only must name bugs: ${bugs.map(({ name }) => name)}`);
  const stopped = onStop();
  const copy = mkdtempSync(join(tmpdir(), "baton-planted-"));
  let unnoticed = 0;
  try {
    cpSync(projectRoot, copy, {
      recursive: true,
      filter: (from) => !leftOut.has(relative(projectRoot, from).split(sep)[0] ?? ""),
    });
    const modules = join(projectRoot, "node_modules");
    await ran("cp", ["-al", modules, copy], {});
    for (const bug of wanted) if (!(await stopped.unless(isCaught(bug, copy)))) unnoticed++;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  say(`\n${wanted.length - unnoticed} of ${wanted.length} planted bugs were caught`);
  return unnoticed === 0 ? 0 : 1;
}

async function isCaught(bug: Bug, copy: string): Promise<boolean> {
  const began = Date.now();
  const undo = plant(bug, copy);
  try {
    // The copy's own: with another folder's Next, a page would meet two Reacts.
    const next = join(copy, "node_modules", "next", "dist", "bin", "next");
    await ran(process.execPath, [next, "build", copy], { NODE_ENV: "production" });
    const short = shortcomingsOf(await report(bug.scenario, copy));
    const found = short.filter(({ name }) => bug.caughtBy.includes(name));
    for (const { name, value, limit } of found) say(`${bug.name}: ${name} ${value} ${limit}`);
    const outcome = found.length > 0 ? "caught" : `NOT caught (${short.map(({ name }) => name).join(", ")})`;
    say(`-- ${bug.name}: ${outcome} by ${bug.scenario} in ${seconds(began)}`);
    return found.length > 0;
  } finally {
    undo();
  }
}

/** Makes the bug's edits; answers how to take them back. */
function plant(bug: Bug, copy: string): () => void {
  const before = new Map<string, string>();
  for (const { file, find, replace } of bug.edits) {
    const path = join(copy, file);
    const text = readFileSync(path, "utf8");
    if (text.split(find).length !== 2)
      throw new PlainError(`${bug.name}: its place in ${file} is not there once`);
    if (!before.has(path)) before.set(path, text);
    writeFileSync(
      path,
      text.replace(find, () => replace),
    );
  }
  return () => {
    for (const [path, text] of before) writeFileSync(path, text);
  };
}

type Report = { outcomes: { measures: Measure[] }[] };

async function report(scenario: string, root: string): Promise<Report> {
  const tsx = join(projectRoot, "node_modules", "tsx", "dist", "cli.mjs");
  const args = [tsx, "tests/faults/run.ts", "--form=short", `--only=${scenario}`, `--root=${root}`];
  const child = startChild(process.execPath, args, {
    env: process.env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  await child.ended;
  const file = join(projectRoot, "test-results", "reports", "faults.json");
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

const shortcomingsOf = ({ outcomes }: Report): Measure[] =>
  outcomes.flatMap(({ measures }) => measures.filter(({ ok }) => !ok));

async function ran(command: string, args: string[], env: Record<string, string>): Promise<void> {
  const { code, output } = await runToEnd(command, args, {
    env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) throw new PlainError(`${command} ${args[1] ?? ""} failed:\n${output.trim()}`);
}

try {
  process.exit(await main());
} catch (error) {
  await endChildren();
  if (error instanceof Stopped) process.exit(error.exitCode === 0 ? 130 : error.exitCode);
  sayFailure(error);
  process.exit(1);
}
