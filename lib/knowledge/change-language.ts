/** Puts right in which language an article is written: readers find it there, by that language's words, from then on. */
import "server-only";
import { eq } from "drizzle-orm";
import { as } from "@/db/client";
import { articles, passages } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { type ChangeLanguageInput, changeLanguageInput } from "./editing-schema";
import { loadArticle, lockArticle, refuseTwice } from "./hold";
import { told } from "./write-draft";

/**
 * Whoever writes may do so until the article was published for the first time; then it is the managers' decision.
 * Throws `conflict` when a translation of it has that language.
 */
export async function changeLanguage(
  viewer: Viewer,
  articleId: string,
  input: ChangeLanguageInput,
): Promise<void> {
  authorize(viewer, "article.write");
  const { language } = changeLanguageInput.parse(input);
  await as(viewer, async (tx) => {
    const { version } = await loadArticle(tx, articleId);
    if (version > 0) authorize(viewer, "article.publish");
    const article = await lockArticle(tx, articleId);
    if (article.language === language) return;
    await refuseTwice(tx, article.groupId, language);
    await tx.update(articles).set({ language }).where(eq(articles.id, articleId));
    await tx.update(passages).set({ language }).where(eq(passages.articleId, articleId));
    await told(tx, viewer, "article.language_changed", articleId, { from: article.language, to: language });
  });
}
