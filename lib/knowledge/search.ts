/**
 * Search by question over the published passages that the viewer may read. The work is bounded whatever the text and
 * the size of the knowledge base: few terms, a capped list of candidates for each, one ranking of the best of them.
 */
import "server-only";
import { as, type Tx } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { clean, MAX } from "@/lib/core/text";
import { conceptsOf, searchedLexemes, unknownLexemes } from "./concepts";
import { highlightsOf, snippetOf } from "./highlight";
import {
  type CandidateRow,
  readCandidates,
  readDocuments,
  readNeighbours,
  readVocabulary,
} from "./index-reads";
import { termsOf } from "./question";
import { ANSWERABLE_FROM, confidenceOf, rank, rarity, type Score } from "./rank";
import { type ArticleHit, articleHref } from "./schema";
import { lexemesIn, placesOf } from "./vector";
import { type Audience, audiencesOf } from "./visibility";

export type PassageHit = {
  passageId: string;
  articleId: string;
  slug: string;
  title: string;
  heading: string | null;
  text: string;
  href: string;
  score: number;
};

export type PassageSearch = {
  /** Whether the best passage answers the question; see lib/knowledge/rank.ts. */
  answerable: boolean;
  confidence: number;
  results: PassageHit[];
};

/** The assistant's search: any text up to a whole message; at most `limit` (1 to 50) passages, best first. */
export async function searchPassages(
  viewer: Viewer,
  input: { query: string; category?: string; limit?: number },
): Promise<PassageSearch> {
  authorize(viewer, "article.read");
  const found = await search(viewer, clean(input.query).slice(0, MAX.message), input.category);
  const confidence = confidenceOf(found.ranked[0]?.score);
  const results = found.ranked
    .slice(0, Math.min(50, Math.max(1, input.limit ?? 5)))
    .map(({ row, score }) => ({
      passageId: row.id,
      articleId: row.article_id,
      slug: row.slug,
      title: row.title,
      heading: row.heading,
      text: row.text,
      href: articleHref(row.slug, row.anchor),
      score: round(score.score),
    }));
  return { answerable: confidence >= ANSWERABLE_FROM, confidence: round(confidence), results };
}

/** Share of the best article's score below which an article would only lengthen the list. */
const WORTH_SHOWING = 0.4;

export type ArticleSearch = { answerable: boolean; items: ArticleHit[] };

/** The help center's search: articles, each with its best passage. */
export async function searchArticles(
  viewer: Viewer,
  input: { query: string; limit?: number },
): Promise<ArticleSearch> {
  authorize(viewer, "article.read");
  return as(viewer, (tx) => searchArticlesIn(tx, viewer, input));
}

/**
 * The same inside a transaction: sees what that one has written. `audiences` narrows what the viewer may read, to what
 * a customer would find.
 */
export async function searchArticlesIn(
  tx: Tx,
  viewer: Viewer,
  input: { query: string; limit?: number; audiences?: readonly Audience[] },
): Promise<ArticleSearch> {
  const allowed = audiencesOf(viewer).filter((audience) => input.audiences?.includes(audience) ?? true);
  const found = await searchIn(tx, allowed, clean(input.query).slice(0, MAX.search), undefined);
  const best = new Map<string, (typeof found.ranked)[number]>();
  const least = (found.ranked[0]?.score.score ?? 0) * WORTH_SHOWING;
  for (const hit of found.ranked)
    if (hit.score.score >= least && !best.has(hit.row.article_id)) best.set(hit.row.article_id, hit);
  const items = [...best.values()]
    .slice(0, Math.min(50, Math.max(1, input.limit ?? 10)))
    .map(({ row, score }) => {
      const snippet = snippetOf(row.text, found.words);
      return {
        id: row.article_id,
        slug: row.slug,
        title: row.title,
        summary: row.summary,
        category: row.category,
        audience: row.audience,
        updatedAt: new Date(row.updated_at).toISOString(),
        href: articleHref(row.slug, row.anchor),
        heading: row.heading,
        score: round(score.score),
        snippet,
        highlights: highlightsOf(snippet, found.words),
      };
    });
  return { answerable: confidenceOf(found.ranked[0]?.score) >= ANSWERABLE_FROM, items };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

const search = (viewer: Viewer, query: string, category: string | undefined) =>
  as(viewer, (tx) => searchIn(tx, audiencesOf(viewer), query, category));

async function searchIn(tx: Tx, audiences: readonly Audience[], query: string, category: string | undefined) {
  const terms = termsOf(query);
  const none = { ranked: [] as { row: CandidateRow; score: Score }[], words: [] as string[] };
  if (terms.length === 0) return none;
  const words = [...new Set(terms.flatMap((term) => [term.word, ...term.others]))];
  const vocabulary = await readVocabulary(tx, words, audiences);
  const unknown = unknownLexemes(terms, vocabulary);
  const neighbours =
    unknown.length > 0 ? await readNeighbours(tx, unknown, audiences) : new Map<string, number>();
  const concepts = conceptsOf(terms, vocabulary, neighbours);
  const searched = searchedLexemes(
    concepts,
    (lexeme) => vocabulary.documents.has(lexeme) || neighbours.has(lexeme),
  );
  if (searched.size === 0) return none;
  const wanted = [...new Set(concepts.flatMap((concept) => [...concept.lexemes.keys()]))];
  const rows = await readCandidates(tx, searched, audiences, category);
  const titles = new Set(rows.flatMap((row) => lexemesIn(row.titleVector)));
  const documents = await readDocuments(tx, [...titles], audiences);
  const rarityOf = (lexeme: string) => rarity(documents.get(lexeme) ?? 0, vocabulary.all);
  const ranked = rank(
    rows.map((row) => shapeOf(row, wanted)),
    concepts,
    rarityOf,
  ).map(({ candidate, score }) => ({
    row: candidate.row,
    score,
  }));
  return { ranked, words: wanted };
}

const count = (text: string | null): number => text?.split(/\s+/).length ?? 0;

const shapeOf = (row: CandidateRow, wanted: readonly string[]) => ({
  row,
  id: row.id,
  articleId: row.article_id,
  places: placesOf(row.vector, wanted),
  titleLexemes: lexemesIn(row.titleVector),
  titleWords: count(row.title),
  headingWords: count(row.heading),
  bodyWords: count(row.text),
});
