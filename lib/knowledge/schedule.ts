/**
 * Planned publications. A draft whose time has come is published once, however many instances look: under the locks
 * of the publication, as the revision that was due, and only if its time is still the one that was read.
 */
import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { articleDrafts } from "@/db/schema/knowledge";
import { users } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { toAppError } from "@/lib/core/problem";
import { notifyIn } from "@/lib/notifications/commands";
import { publishHeld } from "./commands";
import { told } from "./write-draft";

/** Drafts of one round; what is left comes a minute later. */
const ROUND = 50;

type Due = { articleId: string; revision: number; publishAt: Date };

/** Answers how many were published, and how many went back to review because they could not be. */
export async function publishDue(viewer: SystemViewer): Promise<{ published: number; returned: number }> {
  authorize(viewer, "article.sweep");
  const due = await as(viewer, (tx) =>
    tx
      .select({
        articleId: articleDrafts.articleId,
        revision: articleDrafts.revision,
        publishAt: sql<Date>`${articleDrafts.publishAt}`.mapWith(articleDrafts.publishAt),
      })
      .from(articleDrafts)
      .where(sql`${articleDrafts.publishAt} <= clock_timestamp()`)
      .orderBy(asc(articleDrafts.publishAt))
      .limit(ROUND),
  );
  let [published, returned] = [0, 0];
  for (const draft of due) {
    const done = await publishOne(viewer, draft);
    if (done === "published") published++;
    if (done === "returned") returned++;
  }
  return { published, returned };
}

async function publishOne(viewer: SystemViewer, due: Due): Promise<"published" | "returned" | "changed"> {
  try {
    const { revision, publishAt } = due;
    await as(viewer, (tx) => publishHeld(tx, viewer, due.articleId, { revision, dueAt: publishAt }));
    return "published";
  } catch (error) {
    const known = toAppError(error);
    if (known?.code === "unavailable") throw error;
    // Somebody else published, changed or discarded it: theirs counts.
    if (known?.fields?.revision !== undefined || known?.code === "not_found") return "changed";
    if (!known) log().error({ err: error, articleId: due.articleId }, "a planned publication failed");
    return (await giveBack(viewer, due, known?.message ?? "Something went wrong.")) ? "returned" : "changed";
  }
}

/** Back to review, and whoever planned it is told why. */
async function giveBack(viewer: SystemViewer, due: Due, why: string): Promise<boolean> {
  const { articleId, revision } = due;
  return as(viewer, async (tx) => {
    const [draft] = await tx
      .select({ title: articleDrafts.title, scheduledBy: articleDrafts.scheduledBy })
      .from(articleDrafts)
      .where(and(eq(articleDrafts.articleId, articleId), eq(articleDrafts.revision, revision)))
      .for("update");
    if (!draft) return false;
    await tx
      .update(articleDrafts)
      .set({ state: "in_review", publishAt: null, scheduledBy: null })
      .where(eq(articleDrafts.articleId, articleId));
    await told(tx, viewer, "article.submitted", articleId, { revision, returned: true });
    const [planner] = draft.scheduledBy
      ? await tx.select({ id: users.id }).from(users).where(eq(users.id, draft.scheduledBy))
      : [];
    if (planner)
      await notifyIn(
        tx,
        viewer,
        {
          userId: planner.id,
          method: "in_app",
          subject: "A planned publication did not happen",
          body: `“${draft.title}” was not published: ${why} Its draft is back in review: /staff/knowledge/${articleId}`,
        },
        { id: newId(), dedupeKey: null },
      );
    return true;
  });
}
