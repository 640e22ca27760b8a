/** Changes to the knowledge base. Only managers and Baton's own jobs get past the policy, and the database agrees. */
import "server-only";
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { articles, passages } from "@/db/schema/knowledge";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { toPassageRows } from "./passages";
import { type PublishArticleInput, publishArticleInput } from "./schema";

const eventOf = { draft: "article.drafted", published: "article.published", archived: "article.archived" };

/**
 * Creates the article with this slug, or replaces it: its text, its passages and what the search knows of
 * them change together. Throws what zod throws on input that breaks the schema.
 */
export async function publishArticle(
  viewer: Viewer,
  input: PublishArticleInput,
): Promise<{ id: string; slug: string }> {
  authorize(viewer, "article.publish");
  const { updatedAt = new Date(), ...given } = publishArticleInput.parse(input);
  return as(viewer, async (tx) => {
    const [existing] = await tx
      .select({ publishedAt: articles.publishedAt })
      .from(articles)
      .where(eq(articles.slug, given.slug))
      .for("update");
    const publishedAt = existing?.publishedAt ?? (given.status === "published" ? updatedAt : null);
    const values = { ...given, updatedAt, publishedAt };
    const [article] = await tx
      .insert(articles)
      .values({ id: newId(), authorId: viewer.kind === "staff" ? viewer.userId : null, ...values })
      .onConflictDoUpdate({ target: articles.slug, set: values })
      .returning({ id: articles.id, slug: articles.slug });
    if (!article) throw new Error("the article was not written");
    await tx.delete(passages).where(eq(passages.articleId, article.id));
    const rows = toPassageRows({ ...given, id: article.id });
    if (rows.length > 0) await tx.insert(passages).values(rows);
    await recordEvent(tx, viewer, {
      type: eventOf[given.status],
      audience: "staff",
      subject: { type: "article", id: article.id },
      data: { slug: article.slug, audience: given.audience, passages: rows.length },
    });
    return article;
  });
}
