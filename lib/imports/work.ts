/**
 * Works an import off, one step at a time: a step lists the source, reads some items or writes some, and ends within
 * seconds. Whatever ends the process in between, the next step goes on where the database stands.
 */
import "server-only";
import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { as, type Tx } from "@/db/client";
import { articleImportItems, articleImports } from "@/db/schema/imports";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { toAppError } from "@/lib/core/problem";
import { type Archive, ArchiveError } from "./archive";
import { limits } from "./limits";
import { listItems } from "./listing";
import { withFiles } from "./opened";
import { ItemError } from "./parsed";
import { createGuest, type Guest } from "./polite";
import {
  beginStep,
  endImport,
  endStep,
  enterPhase,
  holdRunning,
  type Job,
  noteFailure,
  noteOutcome,
  noteRead,
  Overtaken,
} from "./progress";
import { itemMessage, type Means, type OpenItem, readItem, Skipped } from "./reading";
import { settleSlugs } from "./settle-slugs";
import { type Targets, targetsOf } from "./targets";
import { openUpload } from "./uploads";
import { type ReadItem, writeItem } from "./write-item";

/** Milliseconds after which a step begins no other item. */
const STEP = 6_000;
/** Items looked up at a time. */
const BATCH = 25;

let guest: Guest | undefined;
type Given = { signal?: AbortSignal; guest?: Guest; step?: number };

/** One step; answers whether another is needed. Throws only what is worth trying again. */
export async function workImport(
  viewer: Viewer,
  importId: string,
  given: Given = {},
): Promise<"again" | "over"> {
  authorize(viewer, "article.import");
  const job = await beginStep(viewer, importId);
  if (!job) return "over";
  guest ??= createGuest();
  const step: Step = {
    viewer,
    job,
    guest: given.guest ?? guest,
    signal: given.signal ?? AbortSignal.timeout(limits.urlTime),
    until: performance.now() + (given.step ?? STEP),
  };
  try {
    const isDone = await phases[job.phase](step);
    if (isDone) await endImport(viewer, importId, "done");
    else await endStep(viewer, job);
    return isDone ? "over" : "again";
  } catch (error) {
    // Cancelled meanwhile, or another process has the same step.
    if (error instanceof Overtaken) return "over";
    const message = wholeMessage(error);
    if (message === null) throw error;
    await endImport(viewer, importId, "failed", message);
    return "over";
  }
}

/** Gives an import up that cannot be worked on; for the job's last attempt, and for those whose process is gone. */
export async function abandonImport(viewer: Viewer, importId: string): Promise<void> {
  authorize(viewer, "article.import");
  await endImport(
    viewer,
    importId,
    "failed",
    "It stopped in the middle and could not go on. What was done stays done; start it again for the rest.",
  );
}

/** Imports that nobody has worked on for an hour: the command in a shell was ended, or the job was lost. */
export async function abandonStale(viewer: Viewer): Promise<number> {
  authorize(viewer, "article.import");
  const rows = await as(viewer, (tx) =>
    tx
      .select({ id: articleImports.id })
      .from(articleImports)
      .where(
        and(
          isNull(articleImports.endedAt),
          lt(articleImports.workedAt, sql`clock_timestamp() - interval '1 hour'`),
        ),
      ),
  );
  for (const { id } of rows) await abandonImport(viewer, id);
  return rows.length;
}

type Step = { viewer: Viewer; job: Job; guest: Guest; signal: AbortSignal; until: number };

const phases = { listing, reading, writing } satisfies Record<Job["phase"], (step: Step) => Promise<boolean>>;

/** What is wrong with the source as a whole, in words; null for what may pass. */
function wholeMessage(error: unknown): string | null {
  if (error instanceof ArchiveError) return error.message;
  const known = toAppError(error);
  if (known) return known.code === "unavailable" ? null : known.message;
  return itemMessage(error);
}

async function listing({ viewer, job, guest, signal }: Step): Promise<boolean> {
  await listItems(viewer, job, guest, signal);
  return false;
}

async function reading(step: Step): Promise<boolean> {
  const { viewer, job } = step;
  const done = await eachItem(step, false, async (item, means) => {
    const content = await readItem(job, item, means);
    await noteRead(viewer, job.id, item.n, { title: content.title, content });
  });
  if (done) await enterPhase(viewer, job.id, "writing", {}, (tx) => settleSlugs(tx, job));
  return false;
}

async function writing(step: Step): Promise<boolean> {
  const { viewer, job } = step;
  const targets = await as(viewer, (tx) => readTargets(tx, job.id));
  return eachItem(step, true, async (item, means) => {
    await writeItem(viewer, job, item as ReadItem, targets, means);
  });
}

/** Works on open items until time is up; answers whether none are left. A page at a time: each has its own pauses. */
async function eachItem(
  step: Step,
  isRead: boolean,
  work: (item: OpenItem, means: Means) => Promise<void>,
): Promise<boolean> {
  const { viewer, job } = step;
  return withSource(step, async (archive) => {
    const means: Means = { archive, guest: step.guest, signal: step.signal };
    for (;;) {
      const items = await openItems(viewer, job.id, isRead);
      if (items.length === 0) return true;
      for (const item of items) {
        await oneItem(step, item, () => work(item, means));
        if (performance.now() > step.until || step.signal.aborted || job.kind === "pages") return false;
      }
    }
  });
}

/** Whatever is wrong with one item stays with it. */
async function oneItem(
  { viewer, job, signal }: Step,
  item: OpenItem,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Overtaken) return;
    const known = toAppError(error);
    if (known?.code === "unavailable") throw error;
    if (error instanceof Skipped)
      return as(viewer, async (tx) => {
        await holdRunning(tx, job.id);
        await noteOutcome(tx, job.id, item.n, {
          outcome: "skipped",
          message: error.message,
          articleId: null,
        });
      });
    const message = itemMessage(error) ?? known?.message ?? invalidMessage(error);
    // The process is told to end: the item is tried again by the next step.
    if (message === null && signal.aborted) throw error;
    if (message === null)
      log().error({ err: error, importId: job.id, item: item.n }, "an item of an import failed");
    await noteFailure(viewer, job.id, item.n, message ?? "Something went wrong with this article.");
  }
}

function invalidMessage(error: unknown): string | null {
  if (!(error instanceof z.ZodError)) return null;
  const issue = error.issues[0];
  return `${issue?.path.join(".") || "It"}: ${issue?.message ?? "is not valid"}.`;
}

async function withSource<T>(
  { viewer, job }: Step,
  work: (archive: Archive | null) => Promise<T>,
): Promise<T> {
  if (job.kind !== "markdown") return work(null);
  if (!job.uploadId) throw new ItemError("The file of this import is gone. Upload it again.");
  const upload = await openUpload(viewer, job.uploadId);
  return withFiles(upload, upload.name, work);
}

/** Translations come behind what they translate. */
async function openItems(
  viewer: Viewer,
  importId: string,
  isRead: boolean,
): Promise<(OpenItem & { slug: string | null })[]> {
  const item = articleImportItems;
  return as(viewer, (tx) =>
    tx
      .select({
        n: item.n,
        sourceKey: item.sourceKey,
        path: item.path,
        content: item.content,
        slug: item.slug,
      })
      .from(item)
      .where(
        and(eq(item.importId, importId), isNull(item.outcome), isRead ? undefined : eq(item.isRead, false)),
      )
      .orderBy(...(isRead ? [sql`(${item.content} ->> 'translationOf') is not null`] : []), asc(item.n))
      .limit(BATCH),
  );
}

async function readTargets(tx: Tx, importId: string): Promise<Targets> {
  const rows = await tx
    .select({ sourceKey: articleImportItems.sourceKey, slug: articleImportItems.slug })
    .from(articleImportItems)
    .where(eq(articleImportItems.importId, importId))
    .orderBy(asc(articleImportItems.n));
  return targetsOf(rows.flatMap(({ sourceKey, slug }) => (slug ? [{ sourceKey, slug }] : [])));
}
