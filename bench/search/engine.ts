/**
 * One engine on one corpus, in a process of its own so that its memory can be told:
 * `tsx engine.ts baton|minisearch|lunr PASSAGES`. Prints one JSON line.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type EngineName, engines } from "../../scripts/lib/search-engines";
import { percentile } from "../figures";
import { growCorpus, type Question } from "./corpus";

/** Ids of articles, best first; one may stand there several times. */
type Ask = (question: string) => Promise<string[]>;
export type EngineFigures = {
  engine: string;
  passages: number;
  articles: number;
  indexSeconds: number;
  /** Of the index: what the process grew by, or what it takes in the database. */
  indexMb: number;
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
  /** Of a question, the database's included. */
  cpuMs: number;
  longP95Ms: number;
  /** Share of questions whose answer is there, with a right article among the first three. */
  "R@3": number;
};

const [engine = "", size = ""] = process.argv.slice(2);
/** Asked before anything is measured: caches, compiled code, plans. */
const WARM_UP = 60;

const corpus = growCorpus(Number(size));
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

if (engine in engines) await measure(engine as EngineName);
else {
  const { withBaton } = await import("./baton");
  await withBaton(corpus, report);
}
process.exit(0);

async function measure(name: EngineName): Promise<void> {
  collect();
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const ask = engines[name](corpus.passages);
  const seconds = (performance.now() - started) / 1_000;
  collect();
  await report(
    async (question) => ask(question).map(({ articleId }) => articleId),
    seconds,
    (process.memoryUsage().heapUsed - before) / 1e6,
  );
}

async function report(
  ask: Ask,
  indexSeconds: number,
  indexMb: number,
  databaseCpu: () => number = () => 0,
): Promise<void> {
  for (const { text } of corpus.questions.slice(0, WARM_UP)) await ask(text);
  const cpu = () => (process.cpuUsage().user + process.cpuUsage().system) / 1_000 + databaseCpu();
  const before = cpu();
  const usual = await timed(ask, corpus.questions);
  const used = cpu() - before;
  const long = await timed(ask, corpus.long);
  const judged = usual.filter(({ question }) => question.right.length > 0);
  const hits = judged.filter(({ question, found }) =>
    [...new Set(found)].slice(0, 3).some((id) => question.right.includes(id)),
  );
  const times = usual.map(({ ms }) => ms);
  const figures: EngineFigures = {
    engine,
    passages: corpus.passages.length,
    articles: corpus.articles.length,
    indexSeconds: round(indexSeconds),
    indexMb: round(indexMb),
    p50Ms: round(percentile(times, 0.5)),
    p95Ms: round(percentile(times, 0.95)),
    maxMs: round(Math.max(...times)),
    cpuMs: round(used / usual.length),
    longP95Ms: round(
      percentile(
        long.map(({ ms }) => ms),
        0.95,
      ),
    ),
    "R@3": round(hits.length / judged.length),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

async function timed(ask: Ask, questions: readonly Question[]) {
  const asked = [];
  for (const question of questions) {
    const started = performance.now();
    const found = await ask(question.text);
    asked.push({ question, found, ms: performance.now() - started });
  }
  return asked;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
