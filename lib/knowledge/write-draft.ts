/** How a draft is written, whoever asks: by a person who saves, by a version that comes back. Parts of commands. */
import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { articleDrafts, articles } from "@/db/schema/knowledge";
import { recordEvent } from "@/lib/audit/record";
import { may } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import type { AppError } from "@/lib/core/errors";
import type { Content, Origin, SavedDraft } from "./editing-schema";
import { goneDraft, type HeldArticle, type HeldDraft, lockDraft, staleDraft } from "./hold";
import { afterSave } from "./lifecycle";

export const userOf = (viewer: Viewer): string | null => (viewer.kind === "staff" ? viewer.userId : null);

export const told = (tx: Tx, viewer: Viewer, type: string, id: string, data: Record<string, unknown>) =>
  recordEvent(tx, viewer, { type, audience: "staff", subject: { type: "article", id }, data });

const revised = { revision: sql`nextval('article_revisions')`, editedAt: sql`clock_timestamp()` };

type DraftChange = Partial<Content> & { note?: string | null; origin?: Origin; baseVersion?: number };

/** Under the locks of {@link holdOutline} and {@link lockDraft}: the draft with the change, and the outline with it. */
export async function writeDraft(
  tx: Tx,
  viewer: Viewer,
  article: HeldArticle,
  draft: HeldDraft | null,
  change: DraftChange,
): Promise<SavedDraft> {
  const { state, publishAt } = afterSave(draft, may(viewer, "article.publish"));
  const by = { editedBy: userOf(viewer), state, publishAt, ...(publishAt ? {} : { scheduledBy: null }) };
  const { slug, title, summary, body, category, audience, version } = article;
  const begun = {
    slug,
    title,
    summary,
    body,
    category,
    audience,
    articleId: article.id,
    baseVersion: version,
  };
  const written = { revision: articleDrafts.revision, editedAt: articleDrafts.editedAt };
  const [saved] = draft
    ? await tx
        .update(articleDrafts)
        .set({ ...change, ...by, ...revised })
        .where(eq(articleDrafts.articleId, article.id))
        .returning(written)
    : await tx
        .insert(articleDrafts)
        .values({ ...begun, ...change, ...by })
        .onConflictDoNothing()
        .returning(written);
  // Somebody else began a draft at the same moment.
  if (!saved) throw await theirs(tx, article.id);
  if (article.status === "draft") {
    const { note: _, origin: __, baseVersion: ___, body: ____, ...outline } = change;
    if (Object.keys(outline).length > 0)
      await tx.update(articles).set(outline).where(eq(articles.id, article.id));
  }
  return saved;
}

async function theirs(tx: Tx, articleId: string): Promise<AppError> {
  const draft = await lockDraft(tx, articleId);
  return draft ? staleDraft(tx, draft) : goneDraft();
}
