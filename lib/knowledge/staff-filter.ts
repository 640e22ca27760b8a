/** Which articles a list of the team's is about, as a condition: the list, its counts and its pages share it. */
import "server-only";
import { and, eq, ilike, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { articleDrafts, articles } from "@/db/schema/knowledge";
import type { Viewer } from "@/lib/auth/viewer";
import { clean } from "@/lib/core/text";
import type { StaffArticlesFilter } from "./editing-schema";

/** Of the article and its draft, when there is one: joined by whoever asks. */
export const inState = {
  draft: and(eq(articleDrafts.state, "draft"), isNull(articleDrafts.publishAt)),
  in_review: and(eq(articleDrafts.state, "in_review"), isNull(articleDrafts.publishAt)),
  scheduled: isNotNull(articleDrafts.publishAt),
  changed: and(ne(articles.status, "draft"), isNotNull(articleDrafts.articleId)),
  published: eq(articles.status, "published"),
  archived: eq(articles.status, "archived"),
};

/** Its next review is overdue. */
export const isStale = sql<boolean>`coalesce(${articles.reviewAt} <= clock_timestamp(), false)`;

export function staffFilter(viewer: Viewer, filter: StaffArticlesFilter): SQL | undefined {
  const words = clean(filter.q ?? "");
  const text = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return and(
    filter.status ? inState[filter.status] : undefined,
    filter.category ? eq(articles.category, filter.category) : undefined,
    filter.audience ? eq(articles.audience, filter.audience) : undefined,
    filter.owner ? ownedBy(viewer, filter.owner) : undefined,
    filter.language ? eq(articles.language, filter.language) : undefined,
    filter.stale ? isStale : undefined,
    words
      ? or(
          ilike(articles.title, text),
          ilike(articles.slug, text),
          ilike(articles.summary, text),
          ilike(articleDrafts.title, text),
        )
      : undefined,
  );
}

function ownedBy(viewer: Viewer, owner: string): SQL {
  if (owner === "none") return isNull(articles.ownerId);
  if (owner !== "me") return eq(articles.ownerId, owner);
  return viewer.kind === "staff" ? eq(articles.ownerId, viewer.userId) : sql`false`;
}
