/** The images and documents of articles: added by whoever writes, read by whoever may read the article. */
import "server-only";
import { createHash } from "node:crypto";
import { and, count, eq, inArray, or, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleDrafts, articleFiles, articles } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { ArticleFile } from "./editing-schema";
import { keep } from "./file-content";
import { type FileType, fileHref, fileName, MAX_FILE_BYTES, MAX_FILES } from "./file-schema";
import { loadArticle } from "./hold";
import { audiencesOf } from "./visibility";
import { told, userOf } from "./write-draft";

const shown = {
  id: articleFiles.id,
  name: articleFiles.name,
  type: articleFiles.type,
  size: articleFiles.size,
  width: articleFiles.width,
  height: articleFiles.height,
  createdAt: articleFiles.createdAt,
};

/** Throws `not_found` for no such article, `conflict` when it can hold no more; asked before a body is read. */
export async function requireRoomForFile(viewer: Viewer, articleId: string): Promise<void> {
  authorize(viewer, "article.write");
  await as(viewer, async (tx) => {
    await loadArticle(tx, articleId);
    await requireRoom(tx, articleId);
  });
}

/**
 * Keeps what is safe of the bytes (`file-content.ts`); the same file twice is one. Throws `invalid` for what cannot be
 * used, `too_large`, and `conflict` when the article holds {@link MAX_FILES} already.
 */
export async function addFile(
  viewer: Viewer,
  articleId: string,
  { name, bytes }: { name: string; bytes: Buffer },
): Promise<ArticleFile> {
  await requireRoomForFile(viewer, articleId);
  if (bytes.length > MAX_FILE_BYTES)
    throw new AppError(
      "too_large",
      `This is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB. Choose a smaller file.`,
    );
  const kept = await keep(bytes);
  const sha256 = createHash("sha256").update(kept.content).digest("hex");
  return as(viewer, async (tx) => {
    // Two uploads count one after the other.
    await tx.execute(sql`select pg_advisory_xact_lock(7020107, hashtext(${articleId}))`);
    await loadArticle(tx, articleId);
    const [same] = await tx
      .select(shown)
      .from(articleFiles)
      .where(and(eq(articleFiles.articleId, articleId), eq(articleFiles.sha256, sha256)));
    if (same) return { ...same, href: fileHref(same.id) };
    await requireRoom(tx, articleId);
    const [added] = await tx
      .insert(articleFiles)
      .values({
        ...kept,
        id: newId(),
        articleId,
        name: fileName(name, kept.type),
        size: kept.content.length,
        sha256,
        createdBy: userOf(viewer),
      })
      .returning(shown);
    if (!added) throw new Error("the file was not written");
    await told(tx, viewer, "article.file_added", articleId, { fileId: added.id, size: added.size });
    return { ...added, href: fileHref(added.id) };
  });
}

async function requireRoom(tx: Tx, articleId: string): Promise<void> {
  const [held] = await tx
    .select({ n: count() })
    .from(articleFiles)
    .where(eq(articleFiles.articleId, articleId));
  if ((held?.n ?? 0) >= MAX_FILES)
    throw new AppError(
      "conflict",
      `This article holds ${MAX_FILES} files already. Remove one that is not used.`,
    );
}

export type ReadFile = { type: FileType; name: string; sha256: string; content: Buffer };

/** Throws `not_found` for a file whose article this viewer may not read; the team reads those of drafts, too. */
export async function readFile(viewer: Viewer, id: string): Promise<ReadFile> {
  authorize(viewer, "article.read");
  const readable =
    viewer.kind === "staff" || viewer.kind === "system"
      ? undefined
      : and(eq(articles.status, "published"), inArray(articles.audience, audiencesOf(viewer)));
  const [file] = await as(viewer, (tx) =>
    tx
      .select({
        type: articleFiles.type,
        name: articleFiles.name,
        sha256: articleFiles.sha256,
        content: articleFiles.content,
      })
      .from(articleFiles)
      .innerJoin(articles, eq(articles.id, articleFiles.articleId))
      .where(and(eq(articleFiles.id, id), readable)),
  );
  if (!file) throw notFound("This file");
  return file;
}

/** Throws `conflict` while a live text or a draft shows it; old versions show its alternative text from then on. */
export async function removeFile(viewer: Viewer, id: string): Promise<void> {
  authorize(viewer, "article.write");
  await as(viewer, async (tx) => {
    const [file] = await tx
      .select({ articleId: articleFiles.articleId })
      .from(articleFiles)
      .where(eq(articleFiles.id, id));
    if (!file) throw notFound("This file");
    const [user] = await tx
      .select({ title: articles.title })
      .from(articles)
      .leftJoin(articleDrafts, eq(articleDrafts.articleId, articles.id))
      .where(
        or(sql`position(${id} in ${articles.body}) > 0`, sql`position(${id} in ${articleDrafts.body}) > 0`),
      )
      .limit(1);
    if (user)
      throw new AppError("conflict", `“${user.title}” shows this file. Take it out of the text first.`);
    await tx.delete(articleFiles).where(eq(articleFiles.id, id));
    await told(tx, viewer, "article.file_removed", file.articleId, { fileId: id });
  });
}
