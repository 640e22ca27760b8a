/** Search at growing sizes, Baton's beside two engines that keep their index in memory, all on the same passages. */
import { runToEnd } from "../scripts/lib/children.mjs";
import { table } from "./figures";
import type { EngineFigures } from "./search/engine";

export type SearchOptions = { sizes: readonly number[]; engines: readonly string[] };

/** Megabytes that one engine's process may use: lunr keeps some 12 kB for a passage. */
const HEAP_MB = 8_192;
/** Milliseconds: the 95th percentile at the largest size that is asked about. */
const BAR = { passages: 100_000, most: 50, aim: 30 };

export async function search({ sizes, engines }: SearchOptions): Promise<void> {
  const all: EngineFigures[] = [];
  for (const size of sizes)
    for (const engine of engines) {
      const figures = await run(engine, size);
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      all.push(figures);
    }
  const columns = [
    "indexSeconds",
    "indexMb",
    "p50Ms",
    "p95Ms",
    "maxMs",
    "cpuMs",
    "longP95Ms",
    "R@3",
  ] as const;
  process.stdout.write(
    `\n${table([
      ["", "passages", "index s", "index MB", "p50 ms", "p95 ms", "max ms", "CPU ms", "long p95 ms", "R@3"],
      ...all.map((figures) => [
        figures.engine,
        String(figures.passages),
        ...columns.map((column) => String(figures[column])),
      ]),
    ])}`,
  );
  const judged = all.find(({ engine, passages }) => engine === "baton" && passages === BAR.passages);
  if (judged)
    process.stdout.write(
      `aim: p95 at ${BAR.passages} passages <= ${BAR.most} ms (better: ${BAR.aim}): ${judged.p95Ms} (${
        judged.p95Ms <= BAR.most ? "reached" : "missed"
      })\n`,
    );
}

async function run(engine: string, size: number): Promise<EngineFigures> {
  const { code, output } = await runToEnd(process.execPath, [
    `--max-old-space-size=${HEAP_MB}`,
    "--conditions=react-server",
    "--import",
    "tsx",
    "bench/search/engine.ts",
    engine,
    String(size),
  ]);
  if (code !== 0) throw new Error(`${engine} at ${size} passages failed:\n${output.slice(-2_000)}`);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "") as EngineFigures;
}
