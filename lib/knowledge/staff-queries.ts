/** Articles as the team sees them: in every state, with their drafts, owners and review dates. */
import "server-only";
import { and, asc, count, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { as } from "@/db/client";
import {
  articleDrafts,
  articleFiles,
  articleRedirects,
  articles,
  articleVersions,
} from "@/db/schema/knowledge";
import { users } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { decodeCursor, pageOfRows } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { ArticleCounts, StaffArticle, StaffArticleDetail, StaffArticlesFilter } from "./editing-schema";
import { fileHref } from "./file-schema";
import { inState, isStale, staffFilter } from "./staff-filter";

const editor = alias(users, "editor");
const planner = alias(users, "planner");
const owner = alias(users, "owner");

const row = {
  id: articles.id,
  slug: articles.slug,
  title: articles.title,
  status: articles.status,
  language: articles.language,
  category: articles.category,
  audience: articles.audience,
  version: articles.version,
  ownerId: owner.id,
  ownerName: owner.name,
  updatedAt: articles.updatedAt,
  reviewAt: articles.reviewAt,
  stale: isStale,
  state: articleDrafts.state,
  publishAt: articleDrafts.publishAt,
  editedAt: articleDrafts.editedAt,
  editedBy: editor.name,
};
/** What a row is once its draft, its owner and their names may be missing. */
type Joined = Omit<StaffArticle, "owner" | "draft"> & {
  ownerId: string | null;
  ownerName: string | null;
  state: "draft" | "in_review" | null;
  publishAt: Date | null;
  editedAt: Date | null;
  editedBy: string | null;
};

const shape = ({
  ownerId,
  ownerName,
  state,
  publishAt,
  editedAt,
  editedBy,
  ...article
}: Joined): StaffArticle => ({
  ...article,
  owner: ownerId && ownerName !== null ? { id: ownerId, name: ownerName } : null,
  draft: state && editedAt ? { state, publishAt, editedAt, editedBy } : null,
});

/** Changed last comes first, whether readers see the change or not. */
const changedAt = sql<Date>`greatest(${articles.updatedAt}, coalesce(${articleDrafts.editedAt}, ${articles.updatedAt}))`;

export async function listArticlesForStaff(
  viewer: Viewer,
  filter: StaffArticlesFilter,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: StaffArticle[]; nextCursor: string | null }> {
  authorize(viewer, "article.write");
  const from = decodeCursor(cursor);
  const rows = await as(viewer, (tx) =>
    tx
      .select({ ...row, at: changedAt.mapWith(articles.updatedAt) })
      .from(articles)
      .leftJoin(articleDrafts, eq(articleDrafts.articleId, articles.id))
      .leftJoin(editor, eq(editor.id, articleDrafts.editedBy))
      .leftJoin(owner, eq(owner.id, articles.ownerId))
      .where(
        and(
          staffFilter(viewer, filter),
          from
            ? sql`(${changedAt}, ${articles.id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(desc(changedAt), desc(articles.id))
      .limit(limit + 1),
  );
  const page = pageOfRows(rows, limit);
  return { items: page.rows.map(({ at: _, ...each }) => shape(each)), nextCursor: page.nextCursor };
}

const numberOf = (condition: SQL | undefined) =>
  sql<number>`count(*) filter (where ${condition ?? sql`true`})`.mapWith(Number);

/** How many articles match, how many stand in the lists that are asked for every day, and the languages there are. */
export async function countArticlesForStaff(
  viewer: Viewer,
  filter: StaffArticlesFilter = {},
): Promise<ArticleCounts> {
  authorize(viewer, "article.write");
  return as(viewer, async (tx) => {
    const [counts] = await tx
      .select({
        matching: numberOf(staffFilter(viewer, filter)),
        all: count(),
        changed: numberOf(inState.changed),
        in_review: numberOf(inState.in_review),
        scheduled: numberOf(inState.scheduled),
        stale: numberOf(isStale),
      })
      .from(articles)
      .leftJoin(articleDrafts, eq(articleDrafts.articleId, articles.id));
    const languages = await tx
      .selectDistinct({ language: articles.language })
      .from(articles)
      .orderBy(asc(articles.language));
    if (!counts) throw new Error("nothing was counted");
    return { ...counts, languages: languages.map((each) => each.language) };
  });
}

/** Everything about one article; throws `not_found`. */
export async function getArticleForStaff(viewer: Viewer, id: string): Promise<StaffArticleDetail> {
  authorize(viewer, "article.write");
  return as(viewer, async (tx) => {
    const [found] = await tx
      .select({
        ...row,
        groupId: articles.groupId,
        summary: articles.summary,
        body: articles.body,
        createdAt: articles.createdAt,
        publishedAt: articles.publishedAt,
        reviewedAt: articles.reviewedAt,
        draft: articleDrafts,
        scheduledBy: planner.name,
      })
      .from(articles)
      .leftJoin(articleDrafts, eq(articleDrafts.articleId, articles.id))
      .leftJoin(editor, eq(editor.id, articleDrafts.editedBy))
      .leftJoin(planner, eq(planner.id, articleDrafts.scheduledBy))
      .leftJoin(owner, eq(owner.id, articles.ownerId))
      .where(eq(articles.id, id));
    if (!found) throw notFound("This article");
    const [versions] = await tx
      .select({ n: count() })
      .from(articleVersions)
      .where(eq(articleVersions.articleId, id));
    const files = await tx
      .select({
        id: articleFiles.id,
        name: articleFiles.name,
        type: articleFiles.type,
        size: articleFiles.size,
        width: articleFiles.width,
        height: articleFiles.height,
        createdAt: articleFiles.createdAt,
      })
      .from(articleFiles)
      .where(eq(articleFiles.articleId, id))
      .orderBy(asc(articleFiles.createdAt), asc(articleFiles.id));
    const translations = await tx
      .select({
        id: articles.id,
        slug: articles.slug,
        title: articles.title,
        language: articles.language,
        status: articles.status,
        updatedAt: articles.updatedAt,
      })
      .from(articles)
      .where(and(eq(articles.groupId, found.groupId), ne(articles.id, id)))
      .orderBy(asc(articles.language));
    const redirects = await tx
      .select({ slug: articleRedirects.slug, createdAt: articleRedirects.createdAt })
      .from(articleRedirects)
      .where(eq(articleRedirects.articleId, id))
      .orderBy(asc(articleRedirects.slug));
    const { draft, scheduledBy, groupId, summary, body, createdAt, publishedAt, reviewedAt, ...listed } =
      found;
    const whole = { groupId, summary, body, createdAt, publishedAt, reviewedAt };
    const editedBy =
      draft?.editedBy && listed.editedBy !== null ? { id: draft.editedBy, name: listed.editedBy } : null;
    return {
      ...shape(listed),
      ...whole,
      draft: draft ? { ...draft, editedBy, scheduledBy } : null,
      versions: versions?.n ?? 0,
      files: files.map((file) => ({ ...file, href: fileHref(file.id) })),
      translations,
      redirects,
    };
  });
}
