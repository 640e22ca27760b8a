/** What was published when and by whom, for the team; and an old text that becomes a draft again. */
import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { as } from "@/db/client";
import { articleVersions } from "@/db/schema/knowledge";
import { users } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import type { SavedDraft, Version, VersionDetail } from "./editing-schema";
import { holdOutline, loadArticle, lockDraft, requireCategory, staleDraft } from "./hold";
import { told, writeDraft } from "./write-draft";

/** Versions a page shows; older ones are read by number. */
const SHOWN = 200;

const line = {
  version: articleVersions.version,
  title: articleVersions.title,
  publishedBy: users.name,
  publishedAt: articleVersions.publishedAt,
  origin: articleVersions.origin,
  note: articleVersions.note,
};
const content = {
  slug: articleVersions.slug,
  title: articleVersions.title,
  summary: articleVersions.summary,
  body: articleVersions.body,
  category: articleVersions.category,
  audience: articleVersions.audience,
};

/** Newest first. */
export async function listVersions(viewer: Viewer, articleId: string): Promise<Version[]> {
  authorize(viewer, "article.write");
  return as(viewer, async (tx) => {
    await loadArticle(tx, articleId);
    return tx
      .select(line)
      .from(articleVersions)
      .leftJoin(users, eq(users.id, articleVersions.publishedBy))
      .where(eq(articleVersions.articleId, articleId))
      .orderBy(desc(articleVersions.version))
      .limit(SHOWN);
  });
}

export async function getVersion(viewer: Viewer, articleId: string, version: number): Promise<VersionDetail> {
  authorize(viewer, "article.write");
  const [row] = await as(viewer, (tx) =>
    tx
      .select({ ...line, ...content })
      .from(articleVersions)
      .leftJoin(users, eq(users.id, articleVersions.publishedBy))
      .where(and(eq(articleVersions.articleId, articleId), eq(articleVersions.version, version))),
  );
  if (!row) throw notFound("This version");
  return row;
}

/**
 * Makes a draft of an old version; what readers see stays until it is published. A draft that is there is replaced
 * only by whoever names its revision. The address stays the present one, and a category that is gone as well.
 */
export async function restoreVersion(
  viewer: Viewer,
  articleId: string,
  version: number,
  { revision }: { revision?: number | undefined } = {},
): Promise<SavedDraft> {
  authorize(viewer, "article.write");
  return as(viewer, async (tx) => {
    const article = await holdOutline(tx, articleId);
    const draft = await lockDraft(tx, articleId);
    if (draft && revision !== draft.revision)
      throw revision === undefined ? draftInTheWay(draft.revision) : await staleDraft(tx, draft);
    const [old] = await tx
      .select(content)
      .from(articleVersions)
      .where(and(eq(articleVersions.articleId, articleId), eq(articleVersions.version, version)));
    if (!old) throw notFound("This version");
    const { slug: _, category, ...text } = old;
    const kept = await requireCategory(tx, category).then(
      () => ({ category }),
      () => ({}),
    );
    const saved = await writeDraft(tx, viewer, article, draft, {
      ...text,
      ...kept,
      origin: "restore",
      note: `Version ${version} restored`,
      baseVersion: article.version,
    });
    await told(tx, viewer, "article.drafted", articleId, { revision: saved.revision, restored: version });
    return saved;
  });
}

const draftInTheWay = (revision: number): AppError =>
  new AppError(
    "conflict",
    "This article has a draft with changes. Restoring replaces them; discard or publish the draft first, or confirm that it may be replaced.",
    { fields: { revision: String(revision) } },
  );
