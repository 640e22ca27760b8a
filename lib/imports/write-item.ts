/**
 * Writes one item: the article, its files, its version or draft, what is remembered of its source, and the outcome,
 * in one transaction. Either all of it is there or none, and none of it twice.
 */
import "server-only";
import { eq } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleSources } from "@/db/schema/imports";
import { articleDrafts, articles } from "@/db/schema/knowledge";
import type { Viewer } from "@/lib/auth/viewer";
import { createHeld } from "@/lib/knowledge/drafts";
import type { Content } from "@/lib/knowledge/editing-schema";
import {
  type HeldArticle,
  type HeldDraft,
  lockArticle,
  lockDraft,
  lockSlugs,
  requireFreeSlug,
} from "@/lib/knowledge/hold";
import { summaryFrom } from "@/lib/knowledge/lifecycle";
import { toPassages } from "@/lib/knowledge/passages";
import { publishIn } from "@/lib/knowledge/publish";
import { writeDraft } from "@/lib/knowledge/write-draft";
import { type Assets, type FileMap, knownFiles, loadAssets, writeFiles } from "./assets";
import { hashOfArticle, type ReadContent } from "./content";
import { type Decision, decide } from "./decide";
import { fileUnder } from "./file-under";
import { holdRunning, type Job, noteOutcome, type Result } from "./progress";
import type { Means } from "./reading";
import { type Targets, withLinks } from "./targets";

export type ReadItem = { n: number; sourceKey: string; path: string; slug: string; content: ReadContent };

export async function writeItem(
  viewer: Viewer,
  job: Job,
  item: ReadItem,
  targets: Targets,
  means: Means,
): Promise<void> {
  const writes = !job.options.dryRun;
  const { known, isNews } = await as(viewer, async (tx) => {
    const source = await sourceOf(tx, item.sourceKey);
    const articleId = source?.articleId ?? (await idOfSlug(tx, item.slug));
    const known = await knownFiles(tx, articleId, item.content, (source?.files ?? {}) as FileMap);
    return { known, isNews: source?.contentHash !== item.content.hash };
  });
  // A source that says what it said has the images that it had: those that could not be had are not asked for again.
  const loading = isNews ? (writes ? "all" : "pretend") : "known";
  const assets = await loadAssets(item.content, known, means, loading);
  const links = withLinks(job, item, targets, assets.fileOf);
  await as(viewer, async (tx) => {
    await holdRunning(tx, job.id);
    // Addresses before rows: the one it gets, and the one it may leave.
    if (writes) await lockSlugs(tx, item.slug, ...(await slugsOf(tx, item.sourceKey)));
    const filed = await fileUnder(tx, viewer, job, item.content.category, writes);
    const content = contentOf(job, item, links.body, filed.id);
    const result = await apply(tx, viewer, job, item, content, assets);
    const notes = [result.message, ...item.content.notes, filed.note, ...links.notes, ...assets.notes];
    await noteOutcome(tx, job.id, item.n, { ...result, message: notes.filter(Boolean).join(" ") || null });
  });
}

function contentOf(job: Job, { slug, content }: ReadItem, body: string, category: string): Content {
  // What a publication would put in its place later would look like an edit.
  const summary = content.summary || summaryFrom(toPassages(body)[0]?.text ?? content.title);
  return {
    slug,
    title: content.title,
    summary,
    body,
    category,
    audience: content.audience ?? job.options.audience,
  };
}

type Standing = { article: HeldArticle; draft: HeldDraft | null; now: Content; hash: string };

async function apply(
  tx: Tx,
  viewer: Viewer,
  job: Job,
  item: ReadItem,
  content: Content,
  assets: Assets,
): Promise<Result> {
  const { dryRun } = job.options;
  const source = await sourceOf(tx, item.sourceKey);
  const id = source?.articleId ?? (await idOfSlug(tx, content.slug));
  const standing = id ? await standingOf(tx, id) : null;
  const decision = decide({
    source,
    article: standing && {
      hash: standing.hash,
      draft: standing.draft?.state ?? "none",
      title: standing.now.title,
    },
    incomingHash: item.content.hash,
    isSame: standing !== null && isSame(standing, content, item.content),
    publishes: job.options.publish && item.content.status !== "draft",
  });
  const message = "message" in decision ? decision.message : null;
  const outcome = outcomeOf(decision);
  if (dryRun || decision.act === "skip") return { outcome, message, articleId: id };
  const articleId = await carryOut(tx, viewer, job, item, content, assets, decision, standing);
  await remember(tx, job, item, articleId, assets);
  return { outcome, message, articleId };
}

const outcomeOf = ({ act }: Decision): Result["outcome"] =>
  (
    ({ create: "created", update: "updated", unchanged: "unchanged", keep: "kept", skip: "skipped" }) as const
  )[act];

async function carryOut(
  tx: Tx,
  viewer: Viewer,
  job: Job,
  item: ReadItem,
  content: Content,
  assets: Assets,
  { act }: Decision,
  standing: Standing | null,
): Promise<string> {
  if (act === "unchanged" && standing) return standing.article.id;
  const language = item.content.language ?? job.options.language;
  const note = `Imported from ${job.name}`.slice(0, 200);
  let article = standing?.article;
  let draft = standing?.draft ?? null;
  if (!article) {
    const translationOf = await translated(tx, item.content.translationOf, language);
    const made = await createHeld(
      tx,
      viewer,
      { ...content, language, ...(translationOf ? { translationOf } : {}) },
      "import",
    );
    article = await lockArticle(tx, made.id);
    draft = await lockDraft(tx, made.id);
  } else {
    await requireFreeSlug(tx, content.slug, article.id);
    await writeDraft(tx, viewer, article, draft, {
      ...content,
      note,
      origin: "import",
      baseVersion: article.version,
    });
  }
  await writeFiles(tx, article.id, assets);
  if (act === "keep")
    await tx.update(articleDrafts).set({ state: "in_review" }).where(eq(articleDrafts.articleId, article.id));
  const status = item.content.status ?? "published";
  if (act === "keep" || !job.options.publish || status === "draft") return article.id;
  const at = item.content.updatedAt ? new Date(item.content.updatedAt) : null;
  await publishIn(tx, viewer, article, {
    content,
    origin: "import",
    note,
    publishedBy: job.createdBy,
    at: at && at.getTime() <= Date.now() ? at : null,
    status,
  });
  await tx.delete(articleDrafts).where(eq(articleDrafts.articleId, article.id));
  return article.id;
}

async function remember(
  tx: Tx,
  job: Job,
  item: ReadItem,
  articleId: string,
  { files }: Assets,
): Promise<void> {
  const standing = await standingOf(tx, articleId);
  const values = {
    articleId,
    contentHash: item.content.hash,
    writtenHash: standing.hash,
    files,
    importId: job.id,
    importedAt: new Date(),
  };
  await tx
    .insert(articleSources)
    .values({ sourceKey: item.sourceKey, ...values })
    .onConflictDoUpdate({ target: articleSources.sourceKey, set: values });
}

async function standingOf(tx: Tx, id: string): Promise<Standing> {
  const article = await lockArticle(tx, id);
  const draft = await lockDraft(tx, id);
  const { slug, title, summary, body, category, audience } = draft ?? article;
  const now = { slug, title, summary, body, category, audience };
  return { article, draft, now, hash: hashOfArticle(now, article.status === "archived") };
}

/** What the source does not say cannot differ. */
function isSame({ now, article }: Standing, content: Content, given: ReadContent): boolean {
  return (
    now.slug === content.slug &&
    now.title === content.title &&
    now.body === content.body &&
    now.category === content.category &&
    (given.summary === "" || now.summary === content.summary) &&
    (given.audience === null || now.audience === given.audience) &&
    (given.language === null || article.language === given.language) &&
    (given.status === "archived") === (article.status === "archived")
  );
}

async function sourceOf(tx: Tx, key: string) {
  const [row] = await tx.select().from(articleSources).where(eq(articleSources.sourceKey, key));
  return row ?? null;
}

async function idOfSlug(tx: Tx, slug: string): Promise<string | null> {
  const [row] = await tx.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug));
  return row?.id ?? null;
}

/** The article that it translates, as long as that has no translation into this language yet; then it stands alone. */
async function translated(tx: Tx, of: string | null, language: string): Promise<string | null> {
  if (!of) return null;
  const id = (await sourceOf(tx, of))?.articleId ?? (await idOfSlug(tx, of));
  if (!id) return null;
  const [origin] = await tx.select({ groupId: articles.groupId }).from(articles).where(eq(articles.id, id));
  if (!origin) return null;
  const siblings = await tx
    .select({ language: articles.language })
    .from(articles)
    .where(eq(articles.groupId, origin.groupId));
  return siblings.some((sibling) => sibling.language === language) ? null : id;
}

async function slugsOf(tx: Tx, key: string): Promise<string[]> {
  const rows = await tx
    .select({ slug: articles.slug })
    .from(articleSources)
    .innerJoin(articles, eq(articles.id, articleSources.articleId))
    .where(eq(articleSources.sourceKey, key));
  return rows.map(({ slug }) => slug);
}
