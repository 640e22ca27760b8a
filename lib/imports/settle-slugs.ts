/** Between reading and writing: every item gets its address, from what the database knows. A part of that step. */
import "server-only";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { articleImportItems, articleSources } from "@/db/schema/imports";
import { articles } from "@/db/schema/knowledge";
import type { ReadContent } from "./content";
import { type Job, noteOutcome } from "./progress";
import { giveSlugs } from "./slugs";

/** Once, between reading and writing; in the transaction that begins the writing. */
export async function settleSlugs(tx: Tx, job: Job): Promise<void> {
  const item = articleImportItems;
  const rows = await tx
    .select({
      n: item.n,
      path: item.path,
      sourceKey: item.sourceKey,
      slug: sql<string | null>`${item.content} ->> 'slug'`,
      hint: sql<ReadContent["slugHint"]>`${item.content} -> 'slugHint'`,
    })
    .from(item)
    .where(and(eq(item.importId, job.id), isNull(item.outcome), eq(item.isRead, true)))
    .orderBy(asc(item.n));
  if (rows.length === 0) return;
  const sources = await tx
    .select({ key: articleSources.sourceKey, slug: articles.slug })
    .from(articleSources)
    .innerJoin(articles, eq(articles.id, articleSources.articleId))
    .where(
      inArray(
        articleSources.sourceKey,
        rows.map(({ sourceKey }) => sourceKey),
      ),
    );
  const known = new Map(sources.map(({ key, slug }) => [key, slug]));
  const taken = await tx.execute<{ slug: string }>(
    sql`select slug from articles union select slug from article_redirects`,
  );
  const given = giveSlugs(
    rows.map((row) => ({ ...row, known: known.get(row.sourceKey) ?? null })),
    new Set(taken.map(({ slug }) => slug)),
  );
  const settled = given.flatMap((one) => ("slug" in one ? [one] : []));
  await tx.execute(sql`
    update article_import_items i set slug = given.slug
      from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as given(n int, slug text)
     where i.import_id = ${job.id} and i.n = given.n`);
  for (const one of given)
    if ("refused" in one)
      await noteOutcome(tx, job.id, one.n, { outcome: "failed", message: one.refused, articleId: null });
}
