/**
 * A set to measure search by: documents, questions, and which document answers which question. Corpus and questions
 * are JSON lines ({id,title,text,language?} and {id,text}); qrels are tab-separated (query-id 0 doc-id grade).
 * A question that no qrel names counts as unanswerable.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { v5 } from "uuid";
import { projectRoot } from "./paths.mjs";

export type SetDocument = { id: string; title: string; text: string; language?: string };
/** `near`: without an answer, but of the same field. */
export type SetQuestion = { id: string; text: string; near?: boolean };
export type SearchSet = {
  name: string;
  documents: SetDocument[];
  questions: SetQuestion[];
  /** Question id to document id to grade, above 0. */
  grades: ReadonlyMap<string, ReadonlyMap<string, number>>;
};
export type SetFiles = { corpus: string; queries: string; qrels: string };

const NAMESPACE = "6b0f7d55-8a39-4c51-8b8e-2f1f5f4b7d10";
export const setArticleId = (id: string): string => v5(id, NAMESPACE);

const folder = join(projectRoot, "tests", "eval", "search");

/** The sets that come with Baton, by name; "a/b" asks other questions about the corpus of "a". */
export function ownSets(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => existsSync(join(folder, name, "qrels.tsv")))
    .sort();
}

export const readOwnSet = (name: string): SearchSet =>
  readSet(name, {
    corpus: join(folder, name.split("/")[0] ?? "", "corpus.jsonl"),
    queries: join(folder, name, "queries.jsonl"),
    qrels: join(folder, name, "qrels.tsv"),
  });

export const readSet = (name: string, { corpus, queries, qrels }: SetFiles): SearchSet => ({
  name,
  documents: readLines<SetDocument>(corpus),
  questions: readLines<SetQuestion>(queries),
  grades: readGrades(qrels),
});

function readLines<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const { id, ...rest } = JSON.parse(line) as { id: unknown };
      return { ...rest, id: String(id) } as T;
    });
}

/** Grades of 0 are no answers. */
function readGrades(file: string): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [question, , document, grade] = line.split(/\t/);
    if (!question || !document || !(Number(grade) > 0)) continue;
    found.set(question, (found.get(question) ?? new Map()).set(document, Number(grade)));
  }
  return found;
}
