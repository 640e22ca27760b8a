/**
 * The rows of an article as a command needs them: loaded, locked in one order (addresses, article, draft), and checked
 * against what the caller had read. Parts of commands, inside their transactions.
 */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { articleCategories, articleDrafts, articles } from "@/db/schema/knowledge";
import { users } from "@/db/schema/people";
import { AppError, notFound } from "@/lib/core/errors";
import type { Refusal } from "./lifecycle";

/** Any constant: it names the locks under which addresses are given and taken. */
const SLUG_LOCK = 7_020_105;

/**
 * Addresses live in two tables; whoever gives or takes one does it alone, and before locking any row. All that are
 * needed at once, so that two who swap do not wait for each other crosswise.
 */
export async function lockSlugs(tx: Tx, ...slugs: string[]): Promise<void> {
  for (const slug of [...new Set(slugs)].sort())
    await tx.execute(sql`select pg_advisory_xact_lock(${SLUG_LOCK}, hashtext(${slug}))`);
}

const held = {
  id: articles.id,
  groupId: articles.groupId,
  slug: articles.slug,
  title: articles.title,
  summary: articles.summary,
  body: articles.body,
  category: articles.category,
  audience: articles.audience,
  status: articles.status,
  language: articles.language,
  version: articles.version,
  ownerId: articles.ownerId,
  publishedAt: articles.publishedAt,
};

/** The article as it is now; throws `not_found`. */
export async function loadArticle(tx: Tx, id: string) {
  const [row] = await tx.select(held).from(articles).where(eq(articles.id, id));
  if (!row) throw notFound("This article");
  return row;
}
export type HeldArticle = Awaited<ReturnType<typeof loadArticle>>;

/** Locked; only for those who may change what readers see: an agent finds nothing but unpublished ones. */
export async function lockArticle(tx: Tx, id: string): Promise<HeldArticle> {
  const [row] = await tx.select(held).from(articles).where(eq(articles.id, id)).for("update");
  if (!row) throw notFound("This article");
  return row;
}

/** Two articles of one group never have the same language. */
export async function refuseTwice(tx: Tx, groupId: string, language: string): Promise<void> {
  const [row] = await tx
    .select({ title: articles.title })
    .from(articles)
    .where(and(eq(articles.groupId, groupId), eq(articles.language, language)));
  if (row)
    throw new AppError("conflict", `“${row.title}” is this article in that language already.`, {
      fields: { language: "is taken" },
    });
}

/** Locked while nobody has read it yet, because its outline follows its draft; else as it is now. */
export async function holdOutline(tx: Tx, id: string): Promise<HeldArticle> {
  const article = await loadArticle(tx, id);
  if (article.status !== "draft") return article;
  const [row] = await tx
    .select(held)
    .from(articles)
    .where(and(eq(articles.id, id), eq(articles.status, "draft")))
    .for("update");
  return row ?? loadArticle(tx, id);
}

export async function lockDraft(tx: Tx, articleId: string) {
  const [row] = await tx
    .select()
    .from(articleDrafts)
    .where(eq(articleDrafts.articleId, articleId))
    .for("update");
  return row ?? null;
}
export type HeldDraft = NonNullable<Awaited<ReturnType<typeof lockDraft>>>;

/** The locked draft, if it still is the one that the caller has read; else `conflict`, with the name of who was there. */
export async function sameDraft(tx: Tx, articleId: string, revision: number): Promise<HeldDraft> {
  const draft = await lockDraft(tx, articleId);
  if (!draft) throw goneDraft();
  if (draft.revision !== revision) throw await staleDraft(tx, draft);
  return draft;
}

export const goneDraft = (): AppError =>
  new AppError(
    "conflict",
    "This draft is gone: it was published or discarded meanwhile. Your text was not saved; copy it, then open the article anew.",
    { fields: { revision: "0" } },
  );

/** `fields.revision` is the present one, so that an editor that has shown both texts can save over it. */
export async function staleDraft(tx: Tx, draft: HeldDraft): Promise<AppError> {
  const who = (await nameOf(tx, draft.editedBy)) ?? "Baton";
  return new AppError(
    "conflict",
    `${who} has changed this draft since you opened it. Your text was not saved; compare it with theirs, then save again.`,
    { fields: { revision: String(draft.revision) } },
  );
}

async function nameOf(tx: Tx, userId: string | null): Promise<string | null> {
  if (!userId) return null;
  const [row] = await tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return row?.name ?? null;
}

export async function requireCategory(tx: Tx, id: string): Promise<void> {
  const [row] = await tx
    .select({ id: articleCategories.id })
    .from(articleCategories)
    .where(eq(articleCategories.id, id));
  if (!row)
    throw new AppError("invalid", `There is no category “${id}”. Add it first, or choose another.`, {
      fields: { category: "does not exist" },
    });
}

/** Throws `conflict` when another article has the address. */
export async function requireFreeSlug(tx: Tx, slug: string, articleId: string | null): Promise<void> {
  const [row] = await tx
    .select({ id: articles.id, title: articles.title })
    .from(articles)
    .where(eq(articles.slug, slug));
  if (row && row.id !== articleId)
    throw new AppError("conflict", `“${row.title}” has the address ${slug} already. Choose another.`, {
      fields: { slug: "is taken" },
    });
}

export function refuse(refusal: Refusal | null): void {
  if (refusal)
    throw new AppError("conflict", refusal.message, { fields: { [refusal.field]: refusal.message } });
}
