/** The two searches that the product asks: passages for the assistant, articles for the help center. */
import "server-only";
import type { Tx } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { clean, MAX } from "@/lib/core/text";
import { highlightsOf, snippetOf } from "./highlight";
import { ANSWERABLE_FROM } from "./rank";
import { type Found, find, findIn } from "./retrieve";
import { type ArticleHit, articleHref } from "./schema";
import { type Audience, audiencesOf } from "./visibility";

export type PassageHit = {
  passageId: string;
  articleId: string;
  slug: string;
  title: string;
  heading: string | null;
  text: string;
  href: string;
  language: string;
  score: number;
};

export type PassageSearch = {
  /** Whether the best passage answers the question; see lib/knowledge/rank.ts. */
  answerable: boolean;
  confidence: number;
  results: PassageHit[];
};

export type PassageQuestion = {
  query: string;
  category?: string;
  /** Of the reader; articles of the default language count, too, as far as nobody has translated them. */
  language?: string;
  limit?: number;
};

/** The assistant's search: any text up to a whole message; at most `limit` (1 to 50) passages, best first. */
export async function searchPassages(viewer: Viewer, input: PassageQuestion): Promise<PassageSearch> {
  authorize(viewer, "article.read");
  const query = clean(input.query).slice(0, MAX.message);
  const found = await find(viewer, { query, category: input.category, language: input.language });
  const { confidence } = found;
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
      language: row.language,
      score: round(score.score),
    }));
  return { answerable: confidence >= ANSWERABLE_FROM, confidence: round(confidence), results };
}

/** Share of the best article's score below which an article would only lengthen the list. */
const WORTH_SHOWING = 0.4;
/** Places among the nearest by meaning that are worth showing without a word of the question. */
const NEAR_ENOUGH = 3;

export type ArticleSearch = { answerable: boolean; items: ArticleHit[] };

/** The help center's search: articles, each with its best passage. */
export async function searchArticles(
  viewer: Viewer,
  input: { query: string; language?: string; limit?: number },
): Promise<ArticleSearch> {
  authorize(viewer, "article.read");
  const query = clean(input.query).slice(0, MAX.search);
  return articlesOf(await find(viewer, { query, category: undefined, language: input.language }), input);
}

/**
 * The same inside a transaction: sees what that one has written. `audiences` narrows what the viewer may read, to what
 * a customer would find.
 */
export async function searchArticlesIn(
  tx: Tx,
  viewer: Viewer,
  input: { query: string; language?: string; limit?: number; audiences?: readonly Audience[] },
): Promise<ArticleSearch> {
  const allowed = audiencesOf(viewer).filter((audience) => input.audiences?.includes(audience) ?? true);
  const query = clean(input.query).slice(0, MAX.search);
  return articlesOf(
    await findIn(tx, allowed, { query, category: undefined, language: input.language }),
    input,
  );
}

function articlesOf(found: Found, input: { limit?: number }): ArticleSearch {
  const best = new Map<string, (typeof found.ranked)[number]>();
  const least = Math.max(0, ...found.ranked.map(({ score }) => score.score)) * WORTH_SHOWING;
  for (const hit of found.ranked) {
    const isWorthIt = hit.score.score >= least || (hit.near ?? NEAR_ENOUGH) < NEAR_ENOUGH;
    if (isWorthIt && !best.has(hit.row.article_id)) best.set(hit.row.article_id, hit);
  }
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
  return { answerable: found.confidence >= ANSWERABLE_FROM, items };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
