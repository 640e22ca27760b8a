/**
 * The moment an article changes for its readers: text, passages, version, addresses and event in the transaction of
 * the command that publishes. Everybody who publishes goes through here.
 */
import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { articleRedirects, articles, articleVersions, passages } from "@/db/schema/knowledge";
import { recordEvent } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { enqueue } from "@/lib/jobs/enqueue";
import type { Content, Origin } from "./editing-schema";
import type { HeldArticle } from "./hold";
import { summaryFrom } from "./lifecycle";
import { toPassageRows } from "./passages";

export type Publication = {
  content: Content;
  origin: Origin;
  note: string | null;
  /** Who answers for it; null: a job. */
  publishedBy: string | null;
  /** When the content changed; null: now. */
  at?: Date | null;
  /** `archived`: it was published elsewhere once, and is kept. */
  status?: "published" | "archived";
};

/** Under the lock of addresses (`lockSlugs`) and of the article's row. Answers the number of the new version. */
export async function publishIn(
  tx: Tx,
  viewer: Viewer,
  article: HeldArticle,
  { content, origin, note, publishedBy, at, status = "published" }: Publication,
): Promise<number> {
  const version = article.version + 1;
  const source = { ...content, id: article.id, status, language: article.language };
  const rows = toPassageRows(source);
  const shown = { ...content, summary: content.summary || summaryFrom(rows[0]?.text ?? content.title) };
  const moment = at ?? sql`clock_timestamp()`;
  await moveSlug(tx, article, content.slug);
  await tx
    .update(articles)
    .set({
      ...shown,
      status,
      version,
      updatedAt: moment,
      ...(article.publishedAt ? {} : { publishedAt: moment }),
    })
    .where(eq(articles.id, article.id));
  await tx.delete(passages).where(eq(passages.articleId, article.id));
  if (rows.length > 0) await tx.insert(passages).values(rows);
  await tx
    .insert(articleVersions)
    .values({ ...shown, articleId: article.id, version, publishedBy, origin, note, publishedAt: moment });
  await recordEvent(tx, viewer, {
    type: `article.${status}`,
    audience: "staff",
    subject: { type: "article", id: article.id },
    data: { slug: content.slug, audience: content.audience, passages: rows.length, version, origin },
  });
  await checkLater(tx, article.id);
  return version;
}

/** What readers find has changed: others may contradict it now, and questions may be answered otherwise. */
export async function checkLater(tx: Tx, articleId: string): Promise<void> {
  await enqueue(tx, "check-article", { articleId }, `check-article:${articleId}`);
  await enqueue(tx, "check-cases", {}, "check-cases");
}

/** What readers have bookmarked goes on leading to the article; an address that is taken up again redirects no more. */
async function moveSlug(tx: Tx, article: HeldArticle, slug: string): Promise<void> {
  await tx.delete(articleRedirects).where(eq(articleRedirects.slug, slug));
  if (article.slug === slug || article.version === 0) return;
  await tx
    .insert(articleRedirects)
    .values({ slug: article.slug, articleId: article.id })
    .onConflictDoUpdate({ target: articleRedirects.slug, set: { articleId: article.id } });
}
