/** The published articles that anybody may read, as search engines are told of them. */
import "server-only";
import { and, asc, count, eq, max } from "drizzle-orm";
import { as } from "@/db/client";
import { articles } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { cachedFor } from "./published-cache";
import { articleHref } from "./schema";

/** Articles in one list; the protocol allows 50,000, readers and memory prefer fewer. */
export const SITEMAP_PAGE = 5_000;

export type SitemapArticle = {
  href: string;
  updatedAt: string | null;
  translations: { language: string; href: string }[];
};

/** Public ones alone, whoever asks: the list is the same for everybody. */
const isPublic = and(eq(articles.status, "published"), eq(articles.audience, "public"));

export async function countSitemapPages(viewer: Viewer): Promise<number> {
  authorize(viewer, "article.read");
  return cachedFor(viewer, ["sitemap pages"], async () => {
    const [row] = await as(viewer, (tx) => tx.select({ count: count() }).from(articles).where(isPublic));
    return Math.max(1, Math.ceil((row?.count ?? 0) / SITEMAP_PAGE));
  });
}

/** One page of them, pages counted from 1; the first begins with the help center itself. */
export async function listSitemap(viewer: Viewer, page: number): Promise<SitemapArticle[]> {
  authorize(viewer, "article.read");
  return cachedFor(viewer, ["sitemap", page], () =>
    as(viewer, async (tx) => {
      const rows = await tx
        .select({
          slug: articles.slug,
          updatedAt: articles.updatedAt,
          group: articles.groupId,
          language: articles.language,
        })
        .from(articles)
        .where(isPublic)
        .orderBy(asc(articles.groupId), asc(articles.language))
        .limit(SITEMAP_PAGE)
        .offset((page - 1) * SITEMAP_PAGE);
      const [newest] =
        page === 1
          ? await tx
              .select({ at: max(articles.updatedAt) })
              .from(articles)
              .where(isPublic)
          : [];
      const byGroup = new Map<string, typeof rows>();
      for (const row of rows) byGroup.set(row.group, [...(byGroup.get(row.group) ?? []), row]);
      const listed = rows.map(({ slug, updatedAt, group }) => ({
        href: articleHref(slug, null),
        updatedAt: updatedAt.toISOString(),
        translations: translationsIn(byGroup.get(group) ?? []),
      }));
      const start = { href: "/help", updatedAt: newest?.at?.toISOString() ?? null, translations: [] };
      return page === 1 ? [start, ...listed] : listed;
    }),
  );
}

/** A group that is cut by the end of a page names those that are on the same page. */
const translationsIn = (group: readonly { language: string; slug: string }[]) =>
  group.length < 2 ? [] : group.map(({ language, slug }) => ({ language, href: articleHref(slug, null) }));
