/**
 * `npm run test:faults [-- --form=short|full --only=name,name --seed=N --root=DIR]`: torments several instances of
 * the built app and prints, for each invariant, a line `name value limit`. Exits with 1 when one falls short.
 * `--root` tries the build of another folder, for example of a copy with a bug planted in it.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "../../scripts/lib/build.mjs";
import { endChildren } from "../../scripts/lib/children.mjs";
import { projectRoot } from "../../scripts/lib/paths.mjs";
import { PlainError, say, sayFailure, seconds } from "../../scripts/lib/say.mjs";
import { onStop, Stopped } from "../../scripts/lib/stop-signals.mjs";
import { type Cluster, startCluster } from "./support/cluster";
import { stopNemeses } from "./support/nemesis";
import { lineOf, type Measure, shortcomings } from "./support/report";
import type { Form, Scenario } from "./support/scenario";

const { values } = parseArgs({
  options: {
    form: { type: "string", default: "full" },
    only: { type: "string" },
    seed: { type: "string" },
    root: { type: "string" },
  },
});
const reports = join(projectRoot, "test-results", "reports");

type Outcome = { name: string; measures: Measure[]; failures: string[] };

async function main(): Promise<number> {
  const form = readForm(values.form);
  const scenarios = await loadScenarios(values.only?.split(",").filter(Boolean));
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
  const stopped = onStop();
  if (!values.root) await stopped.unless(ensureBuilt());
  const outcomes: Outcome[] = [];
  let cluster: Cluster | undefined;
  let options = "";
  try {
    // Neighbours that want the same cluster share it.
    for (const scenario of sortByCluster(scenarios)) {
      const wanted = JSON.stringify(scenario.cluster ?? {});
      if (!cluster || wanted !== options) {
        await cluster?.close();
        cluster = undefined;
        const began = Date.now();
        const starting = startCluster({
          ...scenario.cluster,
          seed,
          ...(values.root ? { root: values.root } : {}),
        });
        cluster = await stopped.unless(starting);
        options = wanted;
        say(
          `${cluster.instances.length} instances behind ${cluster.balancer.name}, seed ${seed}, ready in ${seconds(began)}`,
        );
      }
      outcomes.push(await stopped.unless(runOne(scenario, cluster, form)));
    }
  } finally {
    await cluster?.close();
  }
  return report(outcomes);
}

async function runOne(scenario: Scenario, cluster: Cluster, form: Form): Promise<Outcome> {
  const began = Date.now();
  say(`\n-- ${scenario.name}`);
  let measures: Measure[] = [];
  let failures: string[];
  try {
    await cluster.heal();
    measures = await scenario.run(cluster, form);
    failures = shortcomings(measures);
  } catch (error) {
    failures = [
      `${scenario.name} broke off: ${error instanceof Error ? (error.stack ?? error.message) : "unknown"}`,
    ];
  } finally {
    await stopNemeses();
  }
  for (const measure of measures) say(lineOf(measure));
  for (const failure of failures) say(`FAILED ${failure}`);
  if (failures.length > 0) say(`what clients sent and saw: ${keepHistory(scenario.name, cluster)}`);
  say(`-- ${scenario.name}: ${failures.length === 0 ? "holds" : "FAILED"} in ${seconds(began)}`);
  return { name: scenario.name, measures, failures };
}

/** One line of JSON for each thing that a client sent or saw, in order of time. */
function keepHistory(name: string, cluster: Cluster): string {
  const file = join(reports, `faults-${name}.jsonl`);
  mkdirSync(reports, { recursive: true });
  writeFileSync(
    file,
    cluster
      .histories()
      .map((entry) => `${JSON.stringify(entry)}\n`)
      .join(""),
  );
  return file;
}

function report(outcomes: readonly Outcome[]): number {
  const measures = outcomes.flatMap((outcome) => outcome.measures);
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  say("\nname value limit");
  for (const measure of measures) say(lineOf(measure));
  const counts = { passed: measures.filter(({ ok }) => ok).length, failed: failures.length };
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, "faults.json"), JSON.stringify({ ...counts, outcomes }, null, 2));
  say(`\n${counts.passed} invariants hold, ${counts.failed} do not`);
  return counts.failed === 0 ? 0 : 1;
}

function readForm(given: string): Form {
  if (given === "short" || given === "full") return given;
  throw new PlainError(`--form must be short or full, not "${given}"`);
}

async function loadScenarios(only: string[] | undefined): Promise<Scenario[]> {
  const folder = join(import.meta.dirname, "scenarios");
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const names = files.map((file) => basename(file, ".ts")).sort();
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown) throw new PlainError(`there is no scenario "${unknown}"; there are ${names.join(", ")}`);
  const wanted = names.filter((name) => !only || only.includes(name));
  return Promise.all(
    wanted.map(async (name) => {
      const { scenario } = (await import(join(folder, `${name}.ts`))) as { scenario?: Scenario };
      if (scenario?.name !== name)
        throw new PlainError(`scenarios/${name}.ts must export a scenario named "${name}"`);
      return scenario;
    }),
  );
}

const sortByCluster = (scenarios: readonly Scenario[]): Scenario[] =>
  [...scenarios].sort((a, b) =>
    JSON.stringify(a.cluster ?? {}).localeCompare(JSON.stringify(b.cluster ?? {})),
  );

try {
  process.exit(await main());
} catch (error) {
  await endChildren();
  if (error instanceof Stopped) process.exit(error.exitCode === 0 ? 130 : error.exitCode);
  sayFailure(error);
  process.exit(1);
}
