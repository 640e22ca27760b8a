/**
 * Where an import stands. Every change is fenced: it takes the row of the import first and finds it running, so that
 * nothing lands after a cancellation, and an item gets one outcome however often it is worked on.
 */
import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleImportItems, articleImports, articleUploads } from "@/db/schema/imports";
import { recordEvent } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { enqueue } from "@/lib/jobs/enqueue";
import type { CategoryNames } from "@/lib/knowledge/category-schema";
import type { ReadContent } from "./content";
import { type ImportKind, type ImportOptions, importOptions, type Outcome } from "./schema";

/** The import has been cancelled, or somebody else has done this: what was about to be written is not. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

export type Source = {
  urls?: string[];
  sitemap?: string;
  /** What all files of a zip lie in. */
  root?: string;
  /** As the zip describes them; used for those that are added. */
  categories?: Record<string, { label: string; about: string; names: CategoryNames }>;
};

export type Job = {
  id: string;
  kind: ImportKind;
  name: string;
  source: Source;
  options: ImportOptions;
  uploadId: string | null;
  phase: "listing" | "reading" | "writing";
  byShell: boolean;
  /** Who answers for what it publishes; null: a command in a shell. */
  createdBy: string | null;
};

const columns = {
  id: articleImports.id,
  kind: articleImports.kind,
  name: articleImports.name,
  createdBy: articleImports.createdBy,
  source: articleImports.source,
  options: articleImports.options,
  uploadId: articleImports.uploadId,
  phase: articleImports.phase,
  byShell: articleImports.byShell,
  state: articleImports.state,
};

/** Locks the row; throws {@link Overtaken} when the import does not run any more. */
export async function holdRunning(tx: Tx, id: string): Promise<void> {
  const [row] = await tx
    .select({ id: articleImports.id })
    .from(articleImports)
    .where(and(eq(articleImports.id, id), eq(articleImports.state, "running")))
    .for("update");
  if (!row) throw new Overtaken("the import does not run any more");
}

/** The import at the beginning of a step; null when there is nothing to do. */
export async function beginStep(viewer: Viewer, id: string): Promise<Job | null> {
  return as(viewer, async (tx) => {
    const [row] = await tx
      .select(columns)
      .from(articleImports)
      .where(eq(articleImports.id, id))
      .for("update");
    if (!row || (row.state !== "queued" && row.state !== "running")) return null;
    const now = sql`clock_timestamp()`;
    await tx
      .update(articleImports)
      .set({ state: "running", workedAt: now, ...(row.state === "queued" ? { startedAt: now } : {}) })
      .where(eq(articleImports.id, id));
    if (row.state === "queued") await told(tx, viewer, "import.started", id, {});
    const { state: _, ...job } = row;
    return { ...job, source: job.source as Source, options: importOptions.parse(job.options) };
  });
}

/** The step has ended and another is to come: told to whoever looks on, and put into the queue. */
export async function endStep(viewer: Viewer, job: Job): Promise<void> {
  await as(viewer, async (tx) => {
    await holdRunning(tx, job.id);
    await told(tx, viewer, "import.progressed", job.id, {});
    if (!job.byShell) await enqueue(tx, "import-articles", { importId: job.id }, `import:${job.id}`);
  });
}

export async function enterPhase(
  viewer: Viewer,
  id: string,
  phase: "reading" | "writing",
  more: { total?: number; source?: Source; note?: string | null } = {},
  work?: (tx: Tx) => Promise<void>,
): Promise<void> {
  await as(viewer, async (tx) => {
    await holdRunning(tx, id);
    await work?.(tx);
    await tx
      .update(articleImports)
      .set({ phase, ...more, workedAt: sql`clock_timestamp()` })
      .where(eq(articleImports.id, id));
  });
}

/** What was read of an item; the number of those that were read grows with it. */
export async function noteRead(
  viewer: Viewer,
  importId: string,
  n: number,
  read: { title: string; content: ReadContent },
): Promise<void> {
  await as(viewer, async (tx) => {
    await holdRunning(tx, importId);
    const rows = await tx
      .update(articleImportItems)
      .set({ ...read, isRead: true })
      .where(and(...open(importId, n), eq(articleImportItems.isRead, false)))
      .returning({ n: articleImportItems.n });
    if (rows.length === 0) throw new Overtaken("this item was read already");
    await tx
      .update(articleImports)
      .set({ read: sql`${articleImports.read} + 1`, workedAt: sql`clock_timestamp()` })
      .where(eq(articleImports.id, importId));
  });
}

export type Result = { outcome: Outcome; message: string | null; articleId: string | null };

/** In the transaction of what the outcome says: both are there, or neither. */
export async function noteOutcome(tx: Tx, importId: string, n: number, result: Result): Promise<void> {
  const rows = await tx
    .update(articleImportItems)
    .set({ ...result, message: result.message?.slice(0, 1_000) || null, content: null })
    .where(and(...open(importId, n)))
    .returning({ n: articleImportItems.n, isRead: articleImportItems.isRead });
  if (rows.length === 0) throw new Overtaken("this item was done already");
  const column = articleImports[result.outcome];
  await tx
    .update(articleImports)
    .set({
      [result.outcome]: sql`${column} + 1`,
      ...(rows[0]?.isRead ? {} : { read: sql`${articleImports.read} + 1` }),
      workedAt: sql`clock_timestamp()`,
    })
    .where(eq(articleImports.id, importId));
}

const open = (importId: string, n: number) => [
  eq(articleImportItems.importId, importId),
  eq(articleImportItems.n, n),
  isNull(articleImportItems.outcome),
];

/** An item that came to nothing. */
export async function noteFailure(
  viewer: Viewer,
  importId: string,
  n: number,
  message: string,
): Promise<void> {
  await as(viewer, async (tx) => {
    await holdRunning(tx, importId);
    await noteOutcome(tx, importId, n, { outcome: "failed", message, articleId: null });
  });
}

/** The end. The bytes go with a real import; a dry run leaves them for the import that it was for. */
export async function endImport(
  viewer: Viewer,
  id: string,
  state: "done" | "failed" | "cancelled",
  note?: string,
): Promise<void> {
  await as(viewer, async (tx) => {
    const [ended] = await tx
      .update(articleImports)
      .set({ state, endedAt: sql`clock_timestamp()`, ...(note === undefined ? {} : { note }) })
      .where(and(eq(articleImports.id, id), isNull(articleImports.endedAt)))
      .returning({ uploadId: articleImports.uploadId, options: articleImports.options });
    if (!ended) return;
    await closeItems(tx, id, state);
    const keepsUpload = state === "done" && importOptions.parse(ended.options).dryRun;
    if (ended.uploadId && !keepsUpload) await dropUnneeded(tx, ended.uploadId);
    await told(tx, viewer, "import.ended", id, { state });
  });
}

async function closeItems(tx: Tx, id: string, state: string): Promise<void> {
  const message =
    state === "cancelled" ? "Not reached: the import was cancelled." : "Not reached: the import failed.";
  const rows = await tx
    .update(articleImportItems)
    .set({ outcome: "skipped", message, content: null })
    .where(and(eq(articleImportItems.importId, id), isNull(articleImportItems.outcome)))
    .returning({ n: articleImportItems.n });
  if (rows.length > 0)
    await tx
      .update(articleImports)
      .set({ skipped: sql`${articleImports.skipped} + ${rows.length}` })
      .where(eq(articleImports.id, id));
}

/** Another import of the same file may still be under way. */
async function dropUnneeded(tx: Tx, uploadId: string): Promise<void> {
  await tx
    .delete(articleUploads)
    .where(
      and(
        eq(articleUploads.id, uploadId),
        sql`not exists (select 1 from article_imports i where i.upload_id = ${articleUploads.id} and i.ended_at is null)`,
      ),
    );
}

export const told = (tx: Tx, viewer: Viewer, type: string, id: string, data: Record<string, unknown>) =>
  recordEvent(tx, viewer, { type, audience: "staff", subject: { type: "import", id }, data });
