/**
 * Runs written conversations against the assistant, in a scratch database of its own:
 *
 *   npm run eval:assistant -- --scenarios DIR [--model NAME] [--only TEXT] [--thread]
 *
 * One JSON line for each scenario (outcome, tools, citations, turns, tokens, time, what was not as expected) and a last
 * line with the sums. `--model builtin` (the default) needs no key; any other name is asked of the provider that
 * MODEL_PROVIDER configures. Exits with 1 when an expectation failed, with 2 when the scenarios cannot be read.
 * How scenarios are written: tests/scenarios/README.md.
 */
import { parseArgs } from "node:util";
import { openMailbox } from "@/tests/scenarios/mailbox";
import { BadScenarios, readScenarios } from "@/tests/scenarios/read";
import type { Scenario } from "@/tests/scenarios/schema";
import { withScratchDatabase } from "./lib/scratch-database";

const BUILTIN = "builtin";
/** Scenarios at once; a remote provider is asked more gently. */
const AT_ONCE = { builtin: 4, remote: 2 };

const given = readArguments();
const isBuiltin = given.model === BUILTIN;
chooseModel();
process.env.LOG_LEVEL ??= "silent";
process.env.LIMIT_FACTOR ??= "100";

let failed = 0;
await openMailbox();
await withScratchDatabase(async () => {
  const [{ openWorld }, { runAll }] = await Promise.all([
    import("@/tests/scenarios/world"),
    import("@/tests/scenarios/run"),
  ]);
  const team = await openWorld();
  const began = performance.now();
  const results = await runAll(given.scenarios, team, {
    isBuiltin,
    atOnce: isBuiltin ? AT_ONCE.builtin : AT_ONCE.remote,
    onResult: ({ thread, ...result }) => print(given.thread ? { ...result, thread } : result),
  });
  const pending = results.filter((result) => !result.passed && result.pending).length;
  failed = results.filter((result) => !result.passed && !result.pending).length;
  print({
    summary: true,
    model: given.model,
    scenarios: results.length,
    passed: results.length - failed - pending,
    failed,
    pending,
    areas: byArea(results),
    turns: sum(results.map(({ turns }) => turns)),
    tokens: {
      input: sum(results.map(({ tokens }) => tokens.input)),
      output: sum(results.map(({ tokens }) => tokens.output)),
    },
    seconds: Math.round(performance.now() - began) / 1_000,
  });
});
process.exit(failed > 0 ? 1 : 0);

function byArea(results: readonly { area: string; passed: boolean }[]) {
  const found: Record<string, { passed: number; of: number }> = {};
  for (const { area, passed } of results) {
    found[area] ??= { passed: 0, of: 0 };
    found[area].of += 1;
    if (passed) found[area].passed += 1;
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function readArguments(): { scenarios: Scenario[]; model: string; thread: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        scenarios: { type: "string" },
        model: { type: "string", default: BUILTIN },
        /** Only scenarios whose name or area holds this. */
        only: { type: "string" },
        /** Prints what was said, too. */
        thread: { type: "boolean", default: false },
      },
    });
    if (!values.scenarios) refuse("Usage: npm run eval:assistant -- --scenarios DIR [--model NAME]");
    const only = values.only?.toLowerCase() ?? "";
    const isAsked = ({ name, area }: Scenario) => `${name} ${area}`.toLowerCase().includes(only);
    const all = readScenarios(values.scenarios).filter(isAsked);
    const scenarios = values.model === BUILTIN ? all : all.filter(({ model }) => model === "any");
    if (scenarios.length === 0) refuse("No scenario is left to run.");
    return { scenarios, model: values.model, thread: values.thread };
  } catch (error) {
    if (error instanceof BadScenarios) refuse(error.message);
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Before anything reads the environment. */
function chooseModel(): void {
  if (isBuiltin) {
    process.env.MODEL_PROVIDER = "builtin";
    return;
  }
  if (!process.env.MODEL_PROVIDER || process.env.MODEL_PROVIDER === "builtin")
    refuse("A model other than builtin needs MODEL_PROVIDER (openai or compatible) and its settings.");
  process.env.MODEL_NAME = given.model;
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}
