/** Whether articles help: readers say it, the team reads it. */
import "server-only";
import { and, count, desc, eq, inArray, isNotNull, lt, or, type SQL, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { articleFeedback } from "@/db/schema/feedback";
import { articles } from "@/db/schema/knowledge";
import { users } from "@/db/schema/people";
import { redact } from "@/lib/assistant/guardrails/input";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import {
  type CustomerViewer,
  type StaffViewer,
  systemViewer,
  type Viewer,
  type VisitorViewer,
} from "@/lib/auth/viewer";
import { decodeCursor, pageOfRows } from "@/lib/core/cursor";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { ArticleFeedback, FeedbackInput } from "./feedback-schema";
import { audiencesOf } from "./visibility";

/**
 * Keeps the reader's verdict on the article as it reads now, in place of an earlier one of theirs. Payment numbers and
 * national ids are taken out of the comment before it is stored.
 */
export async function rateArticle(
  viewer: VisitorViewer | CustomerViewer,
  slug: string,
  { helpful, comment, visitorId }: FeedbackInput,
): Promise<void> {
  authorize(viewer, "article.rate");
  // A visitor has no right to any row, not even to this one: it is written for them.
  const writer = viewer.kind === "customer" ? viewer : systemViewer("feedback");
  await as(writer, async (tx) => {
    const [article] = await tx
      .select({ id: articles.id, version: articles.version })
      .from(articles)
      .where(and(eq(articles.slug, slug), readable(viewer)));
    if (!article) throw notFound("This article");
    const said = { helpful, version: article.version, updatedAt: sql`clock_timestamp()` };
    const words = comment ? redact(comment).text : null;
    await tx
      .insert(articleFeedback)
      .values({ id: newId(), articleId: article.id, ...voterOf(viewer, visitorId), ...said, comment: words })
      .onConflictDoUpdate({
        target: [articleFeedback.articleId, articleFeedback.voter],
        set: comment === undefined ? said : { ...said, comment: words },
      });
    await recordEvent(tx, writer, {
      type: "article.rated",
      audience: "staff",
      ...(viewer.kind === "customer" ? { customerId: viewer.userId } : {}),
      subject: { type: "article", id: article.id },
      data: { helpful, version: article.version, commented: words !== null },
    });
  });
}

function voterOf(viewer: VisitorViewer | CustomerViewer, visitorId: string | undefined) {
  if (viewer.kind === "customer") return { voter: `customer:${viewer.userId}`, customerId: viewer.userId };
  if (visitorId) return { voter: `visitor:${visitorId}`, customerId: null };
  throw new AppError("invalid", "visitorId: is needed of somebody who has not signed in", {
    fields: { visitorId: "is needed of somebody who has not signed in" },
  });
}

const readable = (viewer: Viewer): SQL | undefined =>
  and(eq(articles.status, "published"), inArray(articles.audience, audiencesOf(viewer)));

export type OwnFeedback = { helpful: boolean; comment: string | null };

/** What this customer has said about the article; null: nothing yet. */
export async function findOwnFeedback(
  viewer: CustomerViewer,
  articleId: string,
): Promise<OwnFeedback | null> {
  authorize(viewer, "article.rate");
  const [row] = await as(viewer, (tx) =>
    tx
      .select({ helpful: articleFeedback.helpful, comment: articleFeedback.comment })
      .from(articleFeedback)
      .where(and(eq(articleFeedback.articleId, articleId), eq(articleFeedback.customerId, viewer.userId))),
  );
  return row ?? null;
}

/** Counts, and one page of comments, the latest first. */
export async function getArticleFeedback(
  viewer: StaffViewer,
  articleId: string,
  page: { cursor?: string; limit: number },
): Promise<ArticleFeedback> {
  authorize(viewer, "article.write");
  const after = decodeCursor(page.cursor);
  const of = eq(articleFeedback.articleId, articleId);
  const live = sql`${articleFeedback.version} = ${articles.version}`;
  return as(viewer, async (tx) => {
    const [[counts], rows] = await Promise.all([
      tx
        .select({
          helpful: count(sql`case when ${articleFeedback.helpful} then 1 end`),
          notHelpful: count(sql`case when not ${articleFeedback.helpful} then 1 end`),
          helpfulNow: count(sql`case when ${articleFeedback.helpful} and ${live} then 1 end`),
          notHelpfulNow: count(sql`case when not ${articleFeedback.helpful} and ${live} then 1 end`),
        })
        .from(articles)
        .leftJoin(articleFeedback, eq(articleFeedback.articleId, articles.id))
        .where(eq(articles.id, articleId))
        .groupBy(articles.id),
      tx
        .select({
          id: articleFeedback.id,
          at: articleFeedback.updatedAt,
          helpful: articleFeedback.helpful,
          comment: articleFeedback.comment,
          version: articleFeedback.version,
          customerId: articleFeedback.customerId,
          customerName: users.name,
        })
        .from(articleFeedback)
        .leftJoin(users, eq(users.id, articleFeedback.customerId))
        .where(
          and(
            of,
            isNotNull(articleFeedback.comment),
            after
              ? or(
                  lt(articleFeedback.updatedAt, after.at),
                  and(eq(articleFeedback.updatedAt, after.at), lt(articleFeedback.id, after.id)),
                )
              : undefined,
          ),
        )
        .orderBy(desc(articleFeedback.updatedAt), desc(articleFeedback.id))
        .limit(page.limit + 1),
    ]);
    if (!counts) throw notFound("This article");
    const { rows: shown, nextCursor } = pageOfRows(rows, page.limit);
    const items = shown.map(({ at, comment, ...row }) => ({
      ...row,
      comment: comment ?? "",
      updatedAt: at.toISOString(),
    }));
    return { ...counts, items, nextCursor };
  });
}
