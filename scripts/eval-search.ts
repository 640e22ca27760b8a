/**
 * Measures the search that the assistant uses on somebody's questions, in a scratch database of its own:
 *
 *   npm run eval:search -- --corpus FILE --queries FILE --qrels FILE
 *
 * Corpus and queries are JSON lines ({id,title,text} and {id,text}); qrels are tab-separated (query-id 0 doc-id grade).
 * Prints one JSON line. Questions that no qrel names count as unanswerable: they are left out of the ranking
 * figures and measure `answerable` instead.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { v5 } from "uuid";
import { withScratchDatabase } from "./lib/scratch-database";
import { auroc, rankingFigures, round, share } from "./lib/search-figures";

type Document = { id: string; title: string; text: string };
type Question = { id: string; text: string };

const NAMESPACE = "6b0f7d55-8a39-4c51-8b8e-2f1f5f4b7d10";
/** Passages asked for: enough for ten documents of several passages. */
const DEPTH = 50;
const BATCH = 500;

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    queries: { type: "string" },
    qrels: { type: "string" },
    /** Prints, for each question, what was found: for working on the ranking. */
    details: { type: "boolean", default: false },
  },
});

const { corpus, queries, qrels } = values;
if (!corpus || !queries || !qrels) {
  process.stderr.write("Usage: npm run eval:search -- --corpus FILE --queries FILE --qrels FILE\n");
  process.exit(2);
}

const documents = readLines<Document>(corpus);
const questions = readLines<Question>(queries);
const grades = readQrels(qrels);

await withScratchDatabase(async () => {
  const { systemViewer } = await import("@/lib/auth/viewer");
  const { searchPassages } = await import("@/lib/knowledge/search");
  const viewer = systemViewer("eval-search");
  await load(documents);
  const idOf = new Map(documents.map((document) => [articleId(document.id), document.id]));
  // The first questions would measure connecting and planning.
  for (const question of questions.slice(0, 5)) await searchPassages(viewer, { query: question.text });
  const times: number[] = [];
  const asked = [];
  for (const question of questions) {
    const started = performance.now();
    const found = await searchPassages(viewer, { query: question.text, limit: DEPTH });
    times.push(performance.now() - started);
    const ids = [...new Set(found.results.map((hit) => idOf.get(hit.articleId) ?? ""))];
    const right = grades.get(question.id) ?? new Map<string, number>();
    asked.push({ question, ids, right, answerable: found.answerable, confidence: found.confidence });
    if (values.details) {
      const first = found.results[0];
      const verdict = right.size === 0 ? "none" : right.has(ids[0] ?? "") ? "right" : "WRONG";
      const line = [
        verdict,
        found.confidence,
        first?.score ?? 0,
        question.text.slice(0, 90),
        ids[0],
        first?.heading,
      ];
      process.stdout.write(`${line.join("\t")}\n`);
    }
  }
  const judged = asked.filter(({ right }) => right.size > 0);
  const unanswerable = asked.filter(({ right }) => right.size === 0);
  times.sort((a, b) => a - b);
  const at = (part: number) =>
    round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0, 2);
  const report = {
    documents: documents.length,
    questions: judged.length,
    ...rankingFigures(judged),
    noResult: share(asked, ({ ids }) => ids.length === 0),
    answerableShare: share(judged, ({ answerable }) => answerable),
    ...(unanswerable.length > 0 && {
      unanswerable: unanswerable.length,
      refusedShare: share(unanswerable, ({ answerable }) => !answerable),
      noAnswerAuroc: auroc(
        judged.map(({ confidence }) => confidence),
        unanswerable.map(({ confidence }) => confidence),
      ),
    }),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
});
process.exit(0);

/** Straight into the tables, as a publication does it, but many at a time. */
async function load(all: readonly Document[]): Promise<void> {
  const { as } = await import("@/db/client");
  const { articles, passages } = await import("@/db/schema/knowledge");
  const { systemViewer } = await import("@/lib/auth/viewer");
  const { toPassageRows } = await import("@/lib/knowledge/passages");
  for (let from = 0; from < all.length; from += BATCH) {
    const rows = all.slice(from, from + BATCH).map((document) => ({
      id: articleId(document.id),
      slug: articleId(document.id),
      title: document.title,
      summary: "",
      body: document.text.trim() ? document.text : document.title,
      category: "general",
      audience: "public" as const,
      status: "published" as const,
    }));
    await as(systemViewer("eval-search"), async (tx) => {
      await tx.insert(articles).values(rows);
      const cut = rows.flatMap(toPassageRows);
      for (let at = 0; at < cut.length; at += BATCH)
        await tx.insert(passages).values(cut.slice(at, at + BATCH));
    });
  }
}

function articleId(id: string): string {
  return v5(id, NAMESPACE);
}

function readLines<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const { id, ...rest } = JSON.parse(line) as { id: unknown };
      return { ...rest, id: String(id) } as T;
    });
}

/** Question id to document id to grade; grades of 0 are no answers. */
function readQrels(file: string): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [question, , document, grade] = line.split(/\t/);
    if (!question || !document || !(Number(grade) > 0)) continue;
    found.set(question, (found.get(question) ?? new Map()).set(document, Number(grade)));
  }
  return found;
}
