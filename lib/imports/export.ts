/**
 * All articles as a zip of Markdown with their images, written while it is read: one article and one image are in
 * memory at a time, however many there are. Importing it into an empty portal gives the same articles.
 */
import "server-only";
import { type PassThrough, Readable } from "node:stream";
import { asc, eq, sql } from "drizzle-orm";
import { stringify } from "yaml";
import { ZipFile } from "yazl";
import { as } from "@/db/client";
import { articleCategories, articleDrafts, articleFiles, articles } from "@/db/schema/knowledge";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import type { CategoryNames } from "@/lib/knowledge/category-schema";
import { type Leads, pathOf, toMarkdownFile } from "./front-matter";

export type Export = {
  stream: Readable;
  /** Of the file. */
  name: string;
  articles: number;
};

/** What is live; of an article that was never published, its draft. `onArticle` is told of each as it is written. */
export async function exportArticles(
  viewer: Viewer,
  { onArticle }: { onArticle?: (path: string) => void } = {},
): Promise<Export> {
  authorize(viewer, "article.export");
  const plan = await planOf(viewer);
  const zip = new ZipFile();
  const stream = zip.outputStream as PassThrough;
  // Whoever reads it hears of a failure in reading; before that, nobody listens.
  stream.on("error", () => {});
  // A zip without its directory opens nowhere: nobody takes a part of it for the whole.
  zip.on("error", (error: Error) => {
    if (!stream.destroyed) log().error({ err: error }, "an export broke off");
    stream.destroy(error);
  });
  const later = (path: string, compress: boolean, mtime: Date, read: () => Promise<Buffer>) =>
    zip.addReadStreamLazy(path, { compress, mtime, mode: 0o100644 }, (done) => {
      read().then(
        (bytes) => done(null, Readable.from([bytes], { objectMode: false })),
        (error: unknown) => done(error, Readable.from([])),
      );
    });
  const categories = Buffer.from(stringify(plan.categories, { lineWidth: 0 }));
  later("categories.yaml", true, new Date(), async () => categories);
  for (const { id, slug, updatedAt } of plan.articles) {
    const path = plan.leads.articles.get(slug) ?? `${slug}.md`;
    later(path, true, updatedAt, async () => {
      const text = await readArticle(viewer, id, plan);
      onArticle?.(path);
      return Buffer.from(text);
    });
  }
  for (const { id, createdAt } of plan.files)
    later(plan.leads.files.get(id) ?? id, false, createdAt, () => readFile(viewer, id));
  zip.end();
  const name = `articles-${new Date().toISOString().slice(0, 10)}.zip`;
  return { stream, name, articles: plan.articles.length };
}

type Plan = {
  articles: { id: string; slug: string; groupId: string; updatedAt: Date }[];
  files: { id: string; createdAt: Date }[];
  categories: { id: string; label: string; about: string; names: CategoryNames }[];
  leads: Leads;
  /** The slug of the first article of every group: the others are its translations. */
  firstOf: Map<string, string>;
};

/** Names only, so that links can be written before what they lead to is read. */
async function planOf(viewer: Viewer): Promise<Plan> {
  return as(viewer, async (tx) => {
    const rows = await tx
      .select({
        id: articles.id,
        slug: articles.slug,
        category: articles.category,
        groupId: articles.groupId,
        updatedAt: articles.updatedAt,
      })
      .from(articles)
      .orderBy(asc(articles.createdAt), asc(articles.id));
    const files = await tx
      .select({
        id: articleFiles.id,
        name: articleFiles.name,
        slug: articles.slug,
        createdAt: articleFiles.createdAt,
      })
      .from(articleFiles)
      .innerJoin(articles, eq(articles.id, articleFiles.articleId))
      .leftJoin(articleDrafts, eq(articleDrafts.articleId, articles.id))
      // Only what the exported text shows.
      .where(sql`position(${articleFiles.id}::text in ${exportedBody}) > 0`)
      .orderBy(asc(articleFiles.createdAt), asc(articleFiles.id));
    const categories = await tx
      .select({
        id: articleCategories.id,
        label: articleCategories.label,
        about: articleCategories.about,
        names: articleCategories.names,
      })
      .from(articleCategories)
      .orderBy(asc(articleCategories.position), asc(articleCategories.id));
    const firstOf = new Map<string, string>();
    for (const { groupId, slug } of rows) if (!firstOf.has(groupId)) firstOf.set(groupId, slug);
    await recordEvent(tx, viewer, {
      type: "article.exported",
      audience: "staff",
      subject: { type: "export", id: newId() },
      data: { articles: rows.length, files: files.length },
    });
    return {
      articles: rows,
      files,
      categories,
      firstOf,
      leads: {
        articles: new Map(rows.map((row) => [row.slug, pathOf(row)])),
        files: pathsOfFiles(files),
      },
    };
  });
}

/** `files/<slug>/<name>`, numbered where an article has two of one name. */
function pathsOfFiles(files: readonly { id: string; slug: string; name: string }[]): Map<string, string> {
  const used = new Set<string>();
  return new Map(
    files.map(({ id, slug, name }) => {
      const [stem, ending] = [name.replace(/\.[^.]*$/, ""), /\.[^.]*$/.exec(name)?.[0] ?? ""];
      let path = `files/${slug}/${stem}${ending}`;
      for (let n = 2; used.has(path.toLowerCase()); n++) path = `files/${slug}/${stem}-${n}${ending}`;
      used.add(path.toLowerCase());
      return [id, path];
    }),
  );
}

/** The live text; of an article that was never published, its draft's. */
const exportedBody = sql<string>`case when ${articles.status} = 'draft' then coalesce(${articleDrafts.body}, ${articles.body}) else ${articles.body} end`;

async function readArticle(viewer: Viewer, id: string, { leads, firstOf }: Plan): Promise<string> {
  const [row] = await as(viewer, (tx) =>
    tx
      .select({
        id: articles.id,
        groupId: articles.groupId,
        slug: articles.slug,
        title: articles.title,
        summary: articles.summary,
        body: exportedBody,
        category: articles.category,
        audience: articles.audience,
        language: articles.language,
        status: articles.status,
        updatedAt: articles.updatedAt,
      })
      .from(articles)
      .leftJoin(articleDrafts, eq(articleDrafts.articleId, articles.id))
      .where(eq(articles.id, id)),
  );
  if (!row) throw new Error("an article was removed while it was exported");
  const { groupId, ...article } = row;
  const first = firstOf.get(groupId);
  return toMarkdownFile({ ...article, translationOf: first && first !== row.slug ? first : null }, leads);
}

async function readFile(viewer: Viewer, id: string): Promise<Buffer> {
  const [file] = await as(viewer, (tx) =>
    tx.select({ content: articleFiles.content }).from(articleFiles).where(eq(articleFiles.id, id)),
  );
  if (!file) throw new Error("a file was removed while it was exported");
  return file.content;
}
