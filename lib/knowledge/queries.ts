/** Reading articles. Published ones only: drafts are read where they are edited. */
import "server-only";
import { and, asc, eq, gt, inArray, or } from "drizzle-orm";
import { as } from "@/db/client";
import { articleCategories, articles } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { namedIn } from "./category-names";
import { type ArticleDetail, type ArticleSummary, type ListArticlesInput, listArticlesInput } from "./schema";
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

/** Throws `not_found` for an article that does not exist, is not published, or is not for this viewer. */
export async function getArticle(viewer: Viewer, slug: string): Promise<ArticleDetail> {
  authorize(viewer, "article.read");
  const [row] = await as(viewer, (tx) =>
    tx
      .select({
        ...summaryColumns,
        body: articles.body,
        // As its text is: in its own language, whatever the reader's.
        categoryLabel: namedIn(articles.language).label,
        language: articles.language,
      })
      .from(articles)
      .innerJoin(articleCategories, eq(articleCategories.id, articles.category))
      .where(and(visible(viewer), eq(articles.slug, slug))),
  );
  if (!row) throw notFound("This article");
  return withDate(row);
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
