/** Who keeps an article true, and when it is to be looked over again. */
import "server-only";
import { and, asc, eq, isNotNull, ne, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articles } from "@/db/schema/knowledge";
import { notifications, users } from "@/db/schema/people";
import { authorize, may } from "@/lib/auth/policy";
import { type SystemViewer, systemViewer, type Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { notifyIn } from "@/lib/notifications/commands";
import { loadArticle, lockArticle } from "./hold";
import { told } from "./write-draft";

/** Row security lets managers alone change an article that is live; an owner who is an agent remains the actor. */
const system = systemViewer("article-upkeep");

/** Sets the owner and the next review; only the team can own an article. */
export async function setUpkeep(
  viewer: Viewer,
  articleId: string,
  { ownerId, reviewAt }: { ownerId?: string | null | undefined; reviewAt?: string | null | undefined },
): Promise<void> {
  authorize(viewer, "article.publish");
  await as(viewer, async (tx) => {
    await lockArticle(tx, articleId);
    if (ownerId) await requireStaff(tx, ownerId);
    const values = {
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(reviewAt === undefined ? {} : { reviewAt: reviewAt === null ? null : new Date(reviewAt) }),
    };
    if (Object.keys(values).length === 0) return;
    await tx.update(articles).set(values).where(eq(articles.id, articleId));
    await told(tx, viewer, "article.upkeep_set", articleId, { ownerId, reviewAt });
  });
}

async function requireStaff(tx: Tx, id: string): Promise<void> {
  const [row] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, id), ne(users.role, "customer"), eq(users.status, "active")));
  if (!row)
    throw new AppError("invalid", "Choose an active member of the team.", {
      fields: { ownerId: "is not an active member of the team" },
    });
}

/** The article was looked over and is true; by its owner or by whoever may publish. */
export async function markReviewed(
  viewer: Viewer,
  articleId: string,
  { nextReviewAt }: { nextReviewAt: string | null },
): Promise<void> {
  authorize(viewer, "article.write");
  const article = await as(viewer, (tx) => loadArticle(tx, articleId));
  const isOwner = viewer.kind === "staff" && article.ownerId === viewer.userId;
  if (!isOwner && !may(viewer, "article.publish"))
    throw new AppError(
      "forbidden",
      "Only the owner of an article and managers can say that it was reviewed.",
    );
  await as(system, async (tx) => {
    await lockArticle(tx, articleId);
    await tx
      .update(articles)
      .set({
        reviewedAt: sql`clock_timestamp()`,
        reviewAt: nextReviewAt === null ? null : new Date(nextReviewAt),
      })
      .where(eq(articles.id, articleId));
    await told(tx, viewer, "article.reviewed", articleId, { nextReviewAt });
  });
}

/** Reminders of one round; what is left comes with the next. */
const ROUND = 200;

/**
 * Tells the owner of each published article whose review is due, once for each date; the managers, where nobody owns
 * it any more. Answers how many articles were told of.
 */
export async function remindOfReviews(viewer: SystemViewer): Promise<number> {
  authorize(viewer, "article.sweep");
  return as(viewer, async (tx) => {
    const key = sql<string>`'review:' || ${articles.id} || ':' || extract(epoch from ${articles.reviewAt})::bigint`;
    const due = await tx
      .select({ id: articles.id, title: articles.title, owner: users.id, key })
      .from(articles)
      .leftJoin(
        users,
        and(eq(users.id, articles.ownerId), eq(users.status, "active"), ne(users.role, "customer")),
      )
      .where(
        and(
          eq(articles.status, "published"),
          isNotNull(articles.reviewAt),
          sql`${articles.reviewAt} <= clock_timestamp()`,
          sql`not exists (select 1 from ${notifications} n where n.dedupe_key = ${key})`,
        ),
      )
      .orderBy(asc(articles.reviewAt))
      .limit(ROUND);
    const managers = due.some(({ owner }) => owner === null) ? await managersOf(tx) : [];
    for (const { id, title, owner, key: dedupeKey } of due) {
      const subject = "An article is due for review";
      const body = `“${title}” was to be looked over by now: /staff/knowledge/${id}`;
      const people = owner ? [owner] : managers;
      for (const [n, userId] of people.entries())
        await notifyIn(
          tx,
          viewer,
          { userId, method: "in_app", subject, body },
          { id: newId(), dedupeKey: n === 0 ? dedupeKey : `${dedupeKey}:${userId}` },
        );
    }
    return due.length;
  });
}

const managersOf = async (tx: Tx): Promise<string[]> => {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "manager"), eq(users.status, "active")));
  return rows.map(({ id }) => id);
};
