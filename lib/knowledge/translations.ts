/** The same article in other languages. */
import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { as } from "@/db/client";
import { articles } from "@/db/schema/knowledge";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { audiencesOf } from "./visibility";

export type Translation = { id: string; slug: string; title: string; language: string };

/** Every language that this viewer may read the article in, its own included, in order of language. */
export async function translationsOf(viewer: Viewer, articleId: string): Promise<Translation[]> {
  authorize(viewer, "article.read");
  const self = alias(articles, "self");
  const readable = audiencesOf(viewer);
  return as(viewer, (tx) =>
    tx
      .select({ id: articles.id, slug: articles.slug, title: articles.title, language: articles.language })
      .from(articles)
      .innerJoin(self, and(eq(self.groupId, articles.groupId), eq(self.id, articleId)))
      .where(
        and(
          eq(articles.status, "published"),
          inArray(articles.audience, readable),
          eq(self.status, "published"),
          inArray(self.audience, readable),
        ),
      )
      .orderBy(asc(articles.language)),
  );
}
