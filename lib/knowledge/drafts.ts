/**
 * Writing: an article begins as a draft, and a published one gets a draft beside it. Every save names the revision
 * that it was made from; of two saves from the same revision one wins, the other is told by whom.
 */
import "server-only";
import { eq, like, or } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleDrafts, articles } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { defaultLanguage } from "./default-language";
import {
  type Content,
  type CreateArticleInput,
  createArticleInput,
  type DraftState,
  type Origin,
  type SaveDraftInput,
  saveDraftInput,
} from "./editing-schema";
import {
  goneDraft,
  type HeldArticle,
  holdOutline,
  loadArticle,
  lockDraft,
  lockSlugs,
  refuse,
  refuseTwice,
  requireCategory,
  requireFreeSlug,
  sameDraft,
  staleDraft,
} from "./hold";
import { freeSlug, refusePublish, refuseSchedule, slugFrom } from "./lifecycle";
import { told, userOf, writeDraft } from "./write-draft";

/**
 * A new article, seen by nobody but the team until it is published. `origin` is what its versions will say they came
 * of. Throws `conflict` for an address that is taken and for a translation that exists.
 */
export async function createArticle(
  viewer: Viewer,
  input: CreateArticleInput,
  origin: Origin = "edit",
): Promise<{ id: string; slug: string; revision: number }> {
  authorize(viewer, "article.write");
  return as(viewer, (tx) => createHeld(tx, viewer, input, origin));
}

/** The same inside a transaction. */
export async function createHeld(
  tx: Tx,
  viewer: Viewer,
  input: CreateArticleInput,
  origin: Origin,
): Promise<{ id: string; slug: string; revision: number }> {
  const given = createArticleInput.parse(input);
  const source = given.translationOf ? await loadArticle(tx, given.translationOf) : null;
  const id = newId();
  const language = given.language ?? defaultLanguage();
  const groupId = source?.groupId ?? id;
  if (source) await refuseTwice(tx, groupId, language);
  await lockSlugs(tx, given.slug ?? slugFrom(given.title));
  const content: Content = {
    slug: await slugFor(tx, given.slug, given.title),
    title: given.title,
    summary: given.summary ?? "",
    body: given.body ?? "",
    category: given.category ?? source?.category ?? "general",
    audience: given.audience ?? source?.audience ?? "public",
  };
  await requireCategory(tx, content.category);
  const by = userOf(viewer);
  await tx
    .insert(articles)
    .values({ ...content, body: "", id, groupId, language, authorId: by, ownerId: by });
  const [draft] = await tx
    .insert(articleDrafts)
    .values({ ...content, articleId: id, origin, baseVersion: 0, editedBy: by })
    .returning({ revision: articleDrafts.revision });
  if (!draft) throw new Error("the draft was not written");
  await told(tx, viewer, "article.created", id, { slug: content.slug, revision: draft.revision });
  return { id, slug: content.slug, revision: draft.revision };
}

/** The address that was asked for, or the first free one that is made of the title. */
async function slugFor(tx: Tx, slug: string | undefined, title: string): Promise<string> {
  if (slug) {
    await requireFreeSlug(tx, slug, null);
    return slug;
  }
  const made = slugFrom(title);
  const rows = await tx
    .select({ slug: articles.slug })
    .from(articles)
    .where(or(eq(articles.slug, made), like(articles.slug, `${made}-%`)));
  return freeSlug(made, new Set(rows.map((row) => row.slug)));
}

/**
 * Saves what is given and keeps the rest. The first save of a published article begins its draft from the live text:
 * its revision is 0. Throws `conflict` when somebody else was faster, with their name; nothing is saved then.
 */
export async function saveDraft(
  viewer: Viewer,
  articleId: string,
  input: SaveDraftInput,
  origin?: Origin,
): Promise<{ revision: number; editedAt: Date }> {
  authorize(viewer, "article.write");
  const { revision, baseVersion, note, ...changes } = saveDraftInput.parse(input);
  return as(viewer, async (tx) => {
    const article = await holdOutline(tx, articleId);
    const draft = await lockDraft(tx, articleId);
    if (draft && draft.revision !== revision) throw await staleDraft(tx, draft);
    if (!draft && revision !== 0) throw goneDraft();
    if (baseVersion !== undefined && baseVersion !== article.version) throw newerVersion(article);
    if (changes.category) await requireCategory(tx, changes.category);
    if (changes.slug) await requireFreeSlug(tx, changes.slug, articleId);
    const saved = await writeDraft(tx, viewer, article, draft, {
      ...changes,
      ...(note === undefined ? {} : { note }),
      ...(origin === undefined ? {} : { origin }),
      ...(baseVersion === undefined ? {} : { baseVersion }),
    });
    await told(tx, viewer, "article.drafted", articleId, { revision: saved.revision });
    return saved;
  });
}

const newerVersion = (article: HeldArticle): AppError =>
  new AppError(
    "conflict",
    `Version ${article.version} of this article was published meanwhile. Your text was not saved; compare it with that version, then save again.`,
    { fields: { baseVersion: String(article.version) } },
  );

type Act = { revision: number };

/** Asks for a review: the draft as it stands is ready. */
export async function submitDraft(
  viewer: Viewer,
  articleId: string,
  { revision, note }: Act & { note?: string | undefined },
): Promise<DraftState> {
  authorize(viewer, "article.write");
  return as(viewer, async (tx) => {
    await loadArticle(tx, articleId);
    const draft = await sameDraft(tx, articleId, revision);
    const state = await setState(tx, articleId, { state: "in_review", ...(note ? { note } : {}) });
    if (draft.state !== "in_review") await told(tx, viewer, "article.submitted", articleId, { revision });
    return state;
  });
}

/** Back to writing: no review, and no planned publication. */
export async function withdrawDraft(
  viewer: Viewer,
  articleId: string,
  { revision }: Act,
): Promise<DraftState> {
  authorize(viewer, "article.write");
  return as(viewer, async (tx) => {
    await loadArticle(tx, articleId);
    await sameDraft(tx, articleId, revision);
    const state = await setState(tx, articleId, { state: "draft", publishAt: null, scheduledBy: null });
    await told(tx, viewer, "article.drafted", articleId, { revision, withdrawn: true });
    return state;
  });
}

/** Drops the working copy; an article that was never published goes with it. */
export async function discardDraft(viewer: Viewer, articleId: string, { revision }: Act): Promise<void> {
  authorize(viewer, "article.write");
  await as(viewer, async (tx) => {
    const article = await holdOutline(tx, articleId);
    await sameDraft(tx, articleId, revision);
    if (article.status === "draft") await tx.delete(articles).where(eq(articles.id, articleId));
    else await tx.delete(articleDrafts).where(eq(articleDrafts.articleId, articleId));
    await told(tx, viewer, "article.discarded", articleId, { revision, article: article.status === "draft" });
  });
}

/** The draft publishes itself at that time, if nobody has changed it by then who could not have published it. */
export async function scheduleDraft(
  viewer: Viewer,
  articleId: string,
  { revision, publishAt }: Act & { publishAt: string | Date },
): Promise<DraftState> {
  authorize(viewer, "article.publish");
  const at = new Date(publishAt);
  refuse(refuseSchedule(at, new Date()));
  return as(viewer, async (tx) => {
    const article = await loadArticle(tx, articleId);
    const draft = await sameDraft(tx, articleId, revision);
    refuse(refusePublish(draft, article));
    await requireFreeSlug(tx, draft.slug, articleId);
    const state = await setState(tx, articleId, { publishAt: at, scheduledBy: userOf(viewer) });
    await told(tx, viewer, "article.scheduled", articleId, { revision, at: at.toISOString() });
    return state;
  });
}

/** Takes a planned publication back; the draft stays as it is. */
export async function unscheduleDraft(
  viewer: Viewer,
  articleId: string,
  { revision }: Act,
): Promise<DraftState> {
  authorize(viewer, "article.publish");
  return as(viewer, async (tx) => {
    await loadArticle(tx, articleId);
    await sameDraft(tx, articleId, revision);
    const state = await setState(tx, articleId, { publishAt: null, scheduledBy: null });
    await told(tx, viewer, "article.scheduled", articleId, { revision, at: null });
    return state;
  });
}

async function setState(
  tx: Tx,
  articleId: string,
  values: Partial<Pick<typeof articleDrafts.$inferInsert, "state" | "publishAt" | "scheduledBy" | "note">>,
): Promise<DraftState> {
  const [row] = await tx
    .update(articleDrafts)
    .set(values)
    .where(eq(articleDrafts.articleId, articleId))
    .returning({
      revision: articleDrafts.revision,
      state: articleDrafts.state,
      publishAt: articleDrafts.publishAt,
    });
  if (!row) throw goneDraft();
  return row;
}
