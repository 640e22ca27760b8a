/** Old addresses of articles, and those that managers add: where they lead, for readers and for the team. */
import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { articleRedirects, articles } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import type { Redirect } from "./editing-schema";
import { loadArticle, lockSlugs } from "./hold";
import { getArticle } from "./queries";
import { type ArticleDetail, slugField } from "./schema";
import { audiencesOf } from "./visibility";
import { told } from "./write-draft";

/** Addresses an article may have had. */
export const MAX_REDIRECTS = 100;

export type ResolvedSlug = { kind: "article"; article: ArticleDetail } | { kind: "moved"; slug: string };

/** The article with this address, or the address that it has now; throws `not_found` when it leads nowhere for this viewer. */
export async function resolveSlug(viewer: Viewer, slug: string): Promise<ResolvedSlug> {
  authorize(viewer, "article.read");
  try {
    return { kind: "article", article: await getArticle(viewer, slug) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
  }
  const [moved] = await as(viewer, (tx) =>
    tx
      .select({ slug: articles.slug })
      .from(articleRedirects)
      .innerJoin(articles, eq(articles.id, articleRedirects.articleId))
      .where(
        and(
          eq(articleRedirects.slug, slug),
          eq(articles.status, "published"),
          inArray(articles.audience, audiencesOf(viewer)),
        ),
      ),
  );
  if (!moved) throw notFound("This article");
  return { kind: "moved", slug: moved.slug };
}

/** Throws `conflict` when an article has this address (the article itself included), or it leads to another one. */
export async function addRedirect(
  viewer: Viewer,
  { slug: given, articleId }: { slug: string; articleId: string },
): Promise<Redirect> {
  authorize(viewer, "article.publish");
  const slug = slugField.parse(given);
  return as(viewer, async (tx) => {
    await lockSlugs(tx, slug);
    const article = await loadArticle(tx, articleId);
    if (article.slug === slug) throw taken("This is the address of the article itself.");
    const [there] = await tx.select({ title: articles.title }).from(articles).where(eq(articles.slug, slug));
    if (there) throw taken(`“${there.title}” has this address.`);
    const [{ n = 0 } = {}] = await tx.execute<{ n: number }>(
      sql`select count(*)::int as n from article_redirects where article_id = ${articleId}`,
    );
    if (n >= MAX_REDIRECTS)
      throw new AppError("conflict", `${MAX_REDIRECTS} addresses lead to this article already.`);
    const [added] = await tx
      .insert(articleRedirects)
      .values({ slug, articleId })
      .onConflictDoNothing()
      .returning({ slug: articleRedirects.slug, createdAt: articleRedirects.createdAt });
    if (!added) throw taken("This address leads to an article already. Remove it there first.");
    await told(tx, viewer, "article.redirect_added", articleId, { slug });
    return added;
  });
}

export async function removeRedirect(viewer: Viewer, slug: string): Promise<void> {
  authorize(viewer, "article.publish");
  await as(viewer, async (tx) => {
    const [gone] = await tx
      .delete(articleRedirects)
      .where(eq(articleRedirects.slug, slug))
      .returning({ articleId: articleRedirects.articleId });
    if (!gone) throw notFound("This redirect");
    await told(tx, viewer, "article.redirect_removed", gone.articleId, { slug });
  });
}

const taken = (message: string) => new AppError("conflict", message, { fields: { slug: "is taken" } });
