/**
 * One search, from text to ranked passages: what the reader may see, in their language and, as far as nobody has
 * translated it, in the default one; by its words and, where embeddings are configured, by its meaning. The work is
 * bounded whatever the text and the size of the knowledge base: few terms, a capped list of candidates for each, one
 * ranking of the best of them.
 */
import "server-only";
import { asAlongIndex, type Tx } from "@/db/client";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { type Meaning, meaningOf } from "@/lib/embeddings/question";
import { written } from "@/lib/embeddings/store";
import { askedOf, type MadeConcept, searchedLexemes } from "./concepts";
import { fuse, fusedConfidence } from "./fusion";
import { Changed, type Door, IndexReader } from "./index-reader";
import { type CandidateRow, type NearRow, readCandidates, readNearest } from "./index-reads";
import type { Known } from "./known";
import { baseLanguage } from "./language";
import { readQuestion } from "./question";
import { type Asked, confidenceOf, NO_SCORE, rank, rarity, type Score } from "./rank";
import { placesOf } from "./vector";
import { type Audience, audiencesOf } from "./visibility";
import { isQuestion, wordingOf } from "./wording";

/** `near`: its place among the nearest by meaning, when that was asked. */
export type Ranked = { row: CandidateRow; score: Score; near?: number };
type AskedIn = { language: string; asked: Asked & { concepts: MadeConcept[] } };
export type Found = {
  ranked: Ranked[];
  /** Lexemes that a passage may be marked by. */
  words: string[];
  /** What the question was taken for, by language. */
  asked: AskedIn[];
  /** How surely the first of them answers, 0 to 1; see lib/knowledge/rank.ts. */
  confidence: number;
  /** Postings that were read. */
  postings: number;
};

export type Sought = { query: string; category: string | undefined; language: string | undefined };

/** While others publish, the index may change under a search; after so many beginnings it takes what it has. */
const ATTEMPTS = 3;

export async function find(
  viewer: Viewer,
  sought: Sought,
  audiences: readonly Audience[] = audiencesOf(viewer),
): Promise<Found> {
  // A query that is not awaited travels with its transaction's beginning and end.
  const door: Door = { run: (statement) => asAlongIndex(viewer, statement as never), isShared: true };
  // Under way while the words are looked up.
  const meant = meaningOf(sought.query);
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await search(new IndexReader(door, audiences, left <= 1), audiences, sought, meant);
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
    }
  }
}

/** Inside a transaction: sees what it has written, keeps nothing of it, and goes by words alone. */
export function findIn(tx: Tx, audiences: readonly Audience[], sought: Sought): Promise<Found> {
  const door: Door = { run: async (statement) => await statement(tx), isShared: false };
  return search(new IndexReader(door, audiences, true), audiences, sought, Promise.resolve(null));
}

async function search(
  index: IndexReader,
  audiences: readonly Audience[],
  { query, category, language = env().DEFAULT_LANGUAGE }: Sought,
  meant: Promise<Meaning | null>,
): Promise<Found> {
  const languages = [...new Set([baseLanguage(language), baseLanguage(env().DEFAULT_LANGUAGE)])];
  const found: Found = { ranked: [], words: [], asked: [], confidence: 0, postings: 0 };
  const known = await index.begin();
  const questions = languages.map((of) => ({
    language: of,
    question: readQuestion(query, { language: of, synonyms: known.synonymsFor(of) }),
  }));
  if (questions.every(({ question }) => question.terms.length === 0)) return found;
  await index.learn(known, questions);
  found.asked = questions.map(({ language: of, question }) => ({
    language: of,
    asked: askedOf(question, query, of, known.of(of)),
  }));
  found.words = lexemesOf(found.asked.flatMap(({ asked }) => asked.concepts));
  const searched = found.asked.flatMap(({ language: of, asked }) =>
    [...searchedLexemes(asked.concepts, known.of(of).documents)].map(([lexeme, weight]) => ({
      language: of,
      lexeme,
      weight,
    })),
  );
  const wanted = { audiences, languages, category };
  const near = await nearestTo(index, await meant, wanted);
  if (searched.length === 0 && near.length === 0) {
    // What stood nowhere a moment ago may have been published since: no other statement would have told.
    await index.confirm();
    return found;
  }
  const read =
    searched.length > 0 ? await index.read((tx) => readCandidates(tx, { ...wanted, searched })) : [];
  found.postings = read[0]?.postings ?? 0;
  const byWords = read.filter((row): row is (typeof read)[number] & CandidateRow => row.id !== null);
  const rows = [...new Map([...byWords, ...near].map((row) => [row.id, row])).values()];
  await index.learnDocuments(
    known,
    rows.flatMap((row) => row.titleLexemes.map((word) => ({ language: row.language, word }))),
  );
  const ranked = rankAll(rows, found.asked, known);
  return { ...found, ...together(ranked, near, found.asked) };
}

/** What fails here does so alone: the words are still to be searched. */
async function nearestTo(
  index: IndexReader,
  meaning: Meaning | null,
  wanted: Parameters<typeof readNearest>[2],
): Promise<readonly NearRow[]> {
  if (!meaning) return [];
  const asked = { model: meaning.model, vector: written(meaning.vector) };
  try {
    return await index.read((tx) => readNearest(tx, asked, wanted));
  } catch (error) {
    if (error instanceof Changed) throw error;
    log().warn({ err: error }, "nothing could be searched by its meaning");
    return [];
  }
}

/** By words: each language by its own concepts, then all in one order. */
const rankAll = (rows: readonly CandidateRow[], asked: readonly AskedIn[], known: Known): Ranked[] =>
  asked
    .flatMap(({ language, asked: of }) => {
      const { documents, all } = known.of(language);
      const wanted = lexemesOf([...of.concepts, ...of.beside]);
      const shaped = rows.filter((row) => row.language === language).map((row) => shapeOf(row, wanted));
      return rank(shaped, of, (lexeme) => rarity(documents(lexeme), all));
    })
    .map(({ candidate, score }) => ({ row: candidate.row, score }))
    .sort((a, b) => b.score.score - a.score.score || (a.row.id < b.row.id ? -1 : 1));

/** What the words find and what is near by meaning, in one order, and how surely the first is an answer. */
function together(
  ranked: readonly Ranked[],
  near: readonly NearRow[],
  asked: readonly AskedIn[],
): { ranked: Ranked[]; confidence: number } {
  const [best] = ranked;
  const things = asked.find(({ language }) => language === best?.row.language)?.asked.concepts.length ?? 0;
  const confidence = confidenceOf(best?.score, things);
  const [nearest] = near;
  if (!nearest) return { ranked: [...ranked], confidence };
  const all = new Map<string, Ranked>(
    near.map((row, place) => [row.id, { row, score: NO_SCORE, near: place }]),
  );
  for (const one of ranked) all.set(one.row.id, { ...all.get(one.row.id), ...one });
  // A passage that holds no word of the question has no place among those that do.
  const byWords = ranked
    .filter(({ score }) => score.coverage > 0)
    .map(({ row, score }) => ({ id: row.id, articleId: row.article_id, score: score.score }));
  const byMeaning = near.map(({ id, article_id, similarity }) => ({ id, articleId: article_id, similarity }));
  const order = fuse(byWords, byMeaning);
  const similarities = near.map(({ similarity }) => similarity);
  return {
    ranked: order.flatMap((id) => all.get(id) ?? []),
    confidence: fusedConfidence(confidence, order[0] === nearest.id, similarities),
  };
}

const lexemesOf = (concepts: readonly { lexemes: ReadonlyMap<string, number> }[]): string[] => [
  ...new Set(concepts.flatMap(({ lexemes }) => [...lexemes.keys()])),
];

const count = (text: string | null): number => text?.split(/\s+/).length ?? 0;

const shapeOf = (row: CandidateRow, wanted: readonly string[]) => ({
  row,
  id: row.id,
  articleId: row.article_id,
  places: placesOf(row.vector, wanted),
  titleLexemes: row.titleLexemes,
  titleWording: wordingOf(row.title, row.language),
  titleAsks: isQuestion(row.title, row.language),
  titleWords: count(row.title),
  headingWords: count(row.heading),
  bodyWords: count(row.text),
});
