/**
 * Measures the search that the assistant uses on sets of questions, in a scratch database of its own:
 *
 *   npm run eval:search                                                    the sets that come with Baton
 *   npm run eval:search -- --set operator --details                        one of them, question by question
 *   npm run eval:search -- --corpus FILE --queries FILE --qrels FILE       somebody's own
 *
 * Prints one JSON line for each set and engine: Baton's search, then minisearch and lunr on the same passages. Their
 * score, taken as it is, stands in for a confidence. For the format of the files, see lib/search-set.ts.
 */
import { parseArgs } from "node:util";
import { toPassageRows } from "@/lib/knowledge/passages";
import { withScratchDatabase } from "./lib/scratch-database";
import { type EngineName, engines } from "./lib/search-engines";
import { type Asked, figuresOf, judge } from "./lib/search-figures";
import { ownSets, readOwnSet, readSet, type SearchSet, setArticleId } from "./lib/search-set";

const { values } = parseArgs({
  options: {
    corpus: { type: "string" },
    queries: { type: "string" },
    qrels: { type: "string" },
    set: { type: "string", multiple: true },
    /** Prints, for each question, what was found: for working on the ranking. */
    details: { type: "boolean", default: false },
    /** Only every second question: what was tuned on one half is judged by the other. */
    half: { type: "string" },
  },
});

const { corpus, queries, qrels, half } = values;
const given = [corpus, queries, qrels].filter(Boolean).length;
if ((given !== 0 && given !== 3) || (half && half !== "even" && half !== "odd")) {
  process.stderr.write(
    "Usage: npm run eval:search -- [--set NAME] | --corpus FILE --queries FILE --qrels FILE [--half even|odd]\n",
  );
  process.exit(2);
}
const sets =
  corpus && queries && qrels
    ? [readSet("given", { corpus, queries, qrels })]
    : (values.set ?? ownSets()).map(readOwnSet);

await withScratchDatabase(async () => {
  for (const set of sets.map(halved)) {
    await measureBaton(set);
    for (const name of Object.keys(engines) as EngineName[]) measureEngine(name, set);
  }
});
process.exit(0);

function halved(set: SearchSet): SearchSet {
  if (!half) return set;
  return { ...set, questions: set.questions.filter((_, n) => n % 2 === (half === "even" ? 0 : 1)) };
}

async function measureBaton(set: SearchSet): Promise<void> {
  const { askBaton } = await import("./lib/search-ask");
  const asked = await askBaton(set);
  if (values.details)
    asked.forEach((one, n) => {
      printDetails(set, set.questions[n]?.text ?? "", one);
    });
  print(set, "baton", asked);
}

function measureEngine(name: EngineName, set: SearchSet): void {
  const ask = engines[name](
    set.documents.flatMap(({ id, title, text }) =>
      toPassageRows({
        id: setArticleId(id),
        title,
        body: text,
        category: "general",
        audience: "public",
        status: "published",
        language: "en",
      }),
    ),
  );
  const asked = set.questions.map((question) => {
    const started = performance.now();
    const hits = ask(question.text);
    return judge(set, question, {
      found: hits.map(({ articleId }) => articleId),
      ms: performance.now() - started,
      answerable: hits.length > 0,
      confidence: hits[0]?.score ?? 0,
    });
  });
  print(set, name, asked);
}

function print(set: SearchSet, engine: string, asked: readonly Asked[]): void {
  const of = { set: set.name, engine, ...(half && { half }), documents: set.documents.length };
  process.stdout.write(`${JSON.stringify({ ...of, ...figuresOf(asked) })}\n`);
}

function printDetails(set: SearchSet, text: string, { ids, right, confidence }: Asked): void {
  const idOf = new Map(set.documents.map(({ id }) => [setArticleId(id), id]));
  const place = ids.findIndex((id) => right.has(id));
  const verdict =
    right.size === 0 ? "none" : place === 0 ? "right" : place < 0 ? "MISSED" : `at ${place + 1}`;
  const names = (of: Iterable<string>) => [...of].map((id) => idOf.get(id)).join(" ");
  process.stdout.write(
    `${[verdict, confidence, text.slice(0, 160), names(ids.slice(0, 3)), `(${names(right.keys())})`].join("\t")}\n`,
  );
}
