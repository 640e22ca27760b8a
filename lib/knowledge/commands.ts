/** Changes to what readers see. Only managers and Baton's own jobs get past the policy, and the database agrees. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleDrafts, articles, passages } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import type { Content, Origin } from "./editing-schema";
import {
  goneDraft,
  type HeldArticle,
  lockArticle,
  lockDraft,
  lockSlugs,
  refuse,
  requireCategory,
  requireFreeSlug,
  sameDraft,
} from "./hold";
import { refuseArchive, refusePublish, refuseUnarchive } from "./lifecycle";
import { toPassageRows } from "./passages";
import { checkLater, publishIn } from "./publish";
import { type PublishArticleInput, publishArticleInput } from "./schema";
import { told, userOf } from "./write-draft";

export type PublishInput = { revision: number; note?: string | undefined; origin?: Origin };

/**
 * The draft becomes what readers see, as a new version; `revision` is the one that was read. Throws `conflict` when it
 * has been changed since, when its address is taken, and when another version was published beside it.
 */
export async function publishDraft(
  viewer: Viewer,
  articleId: string,
  input: PublishInput,
): Promise<{ version: number; slug: string }> {
  authorize(viewer, "article.publish");
  return as(viewer, (tx) => publishHeld(tx, viewer, articleId, input));
}

/** The same inside a transaction; with `dueAt`, only as long as it is planned for then. */
export async function publishHeld(
  tx: Tx,
  viewer: Viewer,
  articleId: string,
  { revision, note, origin, dueAt }: PublishInput & { dueAt?: Date },
): Promise<{ version: number; slug: string }> {
  await lockMovedSlugs(tx, articleId, revision);
  const article = await lockArticle(tx, articleId);
  const draft = await sameDraft(tx, articleId, revision);
  if (dueAt && draft.publishAt?.getTime() !== dueAt.getTime()) throw goneDraft();
  refuse(refusePublish(draft, article));
  await requireFreeSlug(tx, draft.slug, articleId);
  const { slug, title, summary, body, category, audience } = draft;
  const version = await publishIn(tx, viewer, article, {
    content: { slug, title, summary, body, category, audience },
    origin: origin ?? draft.origin,
    note: note ?? draft.note,
    publishedBy: userOf(viewer) ?? draft.scheduledBy,
  });
  await tx.delete(articleDrafts).where(eq(articleDrafts.articleId, articleId));
  return { version, slug };
}

/** Where publishing this draft changes the address; a draft that is not this one any more is refused later. */
async function lockMovedSlugs(tx: Tx, articleId: string, revision: number): Promise<void> {
  const [row] = await tx
    .select({ from: articles.slug, to: articleDrafts.slug })
    .from(articleDrafts)
    .innerJoin(articles, eq(articles.id, articleDrafts.articleId))
    .where(and(eq(articleDrafts.articleId, articleId), eq(articleDrafts.revision, revision)));
  if (row && row.from !== row.to) await lockSlugs(tx, row.from, row.to);
}

/**
 * Creates the article with this slug, or replaces what readers see of it: text, passages, version and what the search
 * knows of them change together. As `draft`, what readers see stays as it is. Throws what zod throws on input that
 * breaks the schema.
 */
export async function publishArticle(
  viewer: Viewer,
  input: PublishArticleInput,
  origin: Origin = "import",
): Promise<{ id: string; slug: string }> {
  authorize(viewer, "article.publish");
  const { updatedAt, status, language, ...content } = publishArticleInput.parse(input);
  return as(viewer, async (tx) => {
    await requireCategory(tx, content.category);
    const article = await begin(tx, viewer, { ...content, language });
    if (status === "draft") await keepAsDraft(tx, viewer, article, content, origin);
    else {
      if (article.language !== language)
        await tx.update(articles).set({ language }).where(eq(articles.id, article.id));
      await publishIn(
        tx,
        viewer,
        { ...article, language },
        {
          content,
          origin,
          note: null,
          publishedBy: userOf(viewer),
          at: updatedAt ?? null,
          status,
        },
      );
      await dropSameDraft(tx, article.id, content);
    }
    return { id: article.id, slug: content.slug };
  });
}

/** The article with this slug, locked; a new one when there is none. */
async function begin(tx: Tx, viewer: Viewer, given: Content & { language: string }): Promise<HeldArticle> {
  const find = () => tx.select({ id: articles.id }).from(articles).where(eq(articles.slug, given.slug));
  let [found] = await find();
  if (!found) {
    await lockSlugs(tx, given.slug);
    [found] = await find();
  }
  if (found) return lockArticle(tx, found.id);
  const id = newId();
  const by = userOf(viewer);
  await tx.insert(articles).values({ ...given, id, groupId: id, authorId: by, ownerId: by });
  return lockArticle(tx, id);
}

/** The text becomes the working copy; of an article that nobody has read yet, the article's own as well. */
async function keepAsDraft(tx: Tx, viewer: Viewer, article: HeldArticle, content: Content, origin: Origin) {
  await lockDraft(tx, article.id);
  const values = { ...content, origin, baseVersion: article.version, editedBy: userOf(viewer) };
  const renewed = { revision: sql`nextval('article_revisions')`, editedAt: sql`clock_timestamp()` };
  await tx
    .insert(articleDrafts)
    .values({ ...values, articleId: article.id })
    .onConflictDoUpdate({ target: articleDrafts.articleId, set: { ...values, ...renewed } });
  if (article.status === "draft") {
    await tx.update(articles).set(content).where(eq(articles.id, article.id));
    await tx.delete(passages).where(eq(passages.articleId, article.id));
    const rows = toPassageRows({ ...content, id: article.id, status: "draft", language: article.language });
    if (rows.length > 0) await tx.insert(passages).values(rows);
  }
  await told(tx, viewer, "article.drafted", article.id, { slug: content.slug });
}

/** A draft that says nothing else than what has just been published has nothing left to say. */
async function dropSameDraft(tx: Tx, articleId: string, content: Content): Promise<void> {
  const draft = await lockDraft(tx, articleId);
  const same =
    draft && (Object.keys(content) as (keyof Content)[]).every((key) => draft[key] === content[key]);
  if (same) await tx.delete(articleDrafts).where(eq(articleDrafts.articleId, articleId));
}

/** Readers and search see it no more; its text, versions and addresses are kept. A planned publication is called off. */
export async function archiveArticle(viewer: Viewer, articleId: string): Promise<void> {
  authorize(viewer, "article.publish");
  await as(viewer, async (tx) => {
    const article = await lockArticle(tx, articleId);
    refuse(refuseArchive(article.status));
    await setLive(tx, viewer, articleId, "archived");
    await tx
      .update(articleDrafts)
      .set({ publishAt: null, scheduledBy: null })
      .where(eq(articleDrafts.articleId, articleId));
  });
}

/** Readers see again what they saw last. */
export async function unarchiveArticle(viewer: Viewer, articleId: string): Promise<void> {
  authorize(viewer, "article.publish");
  await as(viewer, async (tx) => {
    const article = await lockArticle(tx, articleId);
    refuse(refuseUnarchive(article.status));
    await setLive(tx, viewer, articleId, "published");
  });
}

async function setLive(tx: Tx, viewer: Viewer, articleId: string, status: "published" | "archived") {
  await tx.update(articles).set({ status }).where(eq(articles.id, articleId));
  await tx.update(passages).set({ status }).where(eq(passages.articleId, articleId));
  await told(tx, viewer, status === "archived" ? "article.archived" : "article.restored", articleId, {});
  await checkLater(tx, articleId);
}
