/** Reading articles and passages. Published ones only: drafts are read where they are edited. */
import "server-only";
import { and, asc, count, desc, eq, gt, inArray, lte, or, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { articleCategories, articles, passages } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import {
  type ArticleDetail,
  type ArticleSummary,
  articleHref,
  type ListArticlesInput,
  listArticlesInput,
} from "./schema";
import { audiencesOf } from "./visibility";

const summaryColumns = {
  id: articles.id,
  slug: articles.slug,
  title: articles.title,
  summary: articles.summary,
  category: articles.category,
  audience: articles.audience,
  updatedAt: articles.updatedAt,
};

const visible = (viewer: Viewer) =>
  and(eq(articles.status, "published"), inArray(articles.audience, audiencesOf(viewer)));

type Row = Omit<ArticleSummary, "updatedAt"> & { updatedAt: Date };
const withDate = <R extends Row>(row: R) => ({ ...row, updatedAt: row.updatedAt.toISOString() });

/** One page in order of title. */
export async function listArticles(
  viewer: Viewer,
  input: ListArticlesInput = {},
): Promise<{ items: ArticleSummary[]; nextCursor: string | null }> {
  authorize(viewer, "article.read");
  const { category, cursor, limit } = listArticlesInput.parse(input);
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await as(viewer, (tx) =>
    tx
      .select(summaryColumns)
      .from(articles)
      .where(
        and(
          visible(viewer),
          category === undefined ? undefined : eq(articles.category, category),
          after &&
            or(
              gt(articles.title, after.title),
              and(eq(articles.title, after.title), gt(articles.id, after.id)),
            ),
        ),
      )
      .orderBy(asc(articles.title), asc(articles.id))
      .limit(limit + 1),
  );
  const items = rows.slice(0, limit).map(withDate);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? writeCursor(last) : null };
}

export type CategoryCount = { id: string; label: string; about: string; articles: number };

/** Categories that hold something for this viewer, in the help center's order. */
export async function listCategories(viewer: Viewer): Promise<CategoryCount[]> {
  authorize(viewer, "article.read");
  return as(viewer, (tx) =>
    tx
      .select({
        id: articleCategories.id,
        label: articleCategories.label,
        about: articleCategories.about,
        articles: count(),
      })
      .from(articleCategories)
      .innerJoin(articles, eq(articles.category, articleCategories.id))
      .where(visible(viewer))
      .groupBy(articleCategories.id)
      .orderBy(asc(articleCategories.position), asc(articleCategories.label)),
  );
}

/** The first articles of every category, in order of title; at most 500 in all. */
export async function listFirstArticles(viewer: Viewer, perCategory: number): Promise<ArticleSummary[]> {
  authorize(viewer, "article.read");
  const rows = await as(viewer, (tx) => {
    const numbered = tx
      .select({
        ...summaryColumns,
        place:
          sql<number>`row_number() over (partition by ${articles.category} order by ${articles.title}, ${articles.id})`.as(
            "place",
          ),
      })
      .from(articles)
      .where(visible(viewer))
      .as("numbered");
    return tx
      .select()
      .from(numbered)
      .where(lte(numbered.place, perCategory))
      .orderBy(asc(numbered.category), asc(numbered.place))
      .limit(500);
  });
  return rows.map(({ place: _, ...row }) => withDate(row));
}

/** The articles whose content changed last. */
export async function listRecentArticles(viewer: Viewer, limit: number): Promise<ArticleSummary[]> {
  authorize(viewer, "article.read");
  const rows = await as(viewer, (tx) =>
    tx
      .select(summaryColumns)
      .from(articles)
      .where(visible(viewer))
      .orderBy(desc(articles.updatedAt), asc(articles.id))
      .limit(limit),
  );
  return rows.map(withDate);
}

/** Throws `not_found` for an article that does not exist, is not published, or is not for this viewer. */
export async function getArticle(viewer: Viewer, slug: string): Promise<ArticleDetail> {
  authorize(viewer, "article.read");
  const [row] = await as(viewer, (tx) =>
    tx
      .select({
        ...summaryColumns,
        body: articles.body,
        categoryLabel: articleCategories.label,
        language: articles.language,
      })
      .from(articles)
      .innerJoin(articleCategories, eq(articleCategories.id, articles.category))
      .where(and(visible(viewer), eq(articles.slug, slug))),
  );
  if (!row) throw notFound("This article");
  return withDate(row);
}

export type FoundPassage = {
  passageId: string;
  articleId: string;
  slug: string;
  title: string;
  heading: string | null;
  text: string;
  href: string;
};

/** Those of the passages that exist for this viewer, in the order of the ids. */
export async function findPassages(viewer: Viewer, ids: readonly string[]): Promise<FoundPassage[]> {
  authorize(viewer, "article.read");
  if (ids.length === 0) return [];
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        passageId: passages.id,
        articleId: passages.articleId,
        slug: articles.slug,
        title: passages.title,
        heading: passages.heading,
        anchor: passages.anchor,
        text: passages.text,
      })
      .from(passages)
      .innerJoin(articles, eq(articles.id, passages.articleId))
      .where(and(inArray(passages.id, [...ids]), eq(passages.status, "published"), visible(viewer))),
  );
  const found = new Map(rows.map((row) => [row.passageId, row]));
  return [...new Set(ids)].flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    const { anchor, ...passage } = row;
    return [{ ...passage, href: articleHref(row.slug, anchor) }];
  });
}

const writeCursor = ({ title, id }: { title: string; id: string }): string =>
  Buffer.from(JSON.stringify([title, id])).toString("base64url");

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readCursor(cursor: string): { title: string; id: string } {
  try {
    const [title, id] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (typeof title === "string" && !title.includes("\u0000") && typeof id === "string" && uuid.test(id))
      return { title, id };
  } catch {
    // Said below: whatever is wrong with it, it is not one of ours.
  }
  throw new AppError("invalid", "This page of the list does not exist; start again from the first.");
}
