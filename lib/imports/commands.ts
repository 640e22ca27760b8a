/** Starting, cancelling and repeating imports. The work itself is a job's; see `work.ts`. */
import "server-only";
import { eq } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { articleImports } from "@/db/schema/imports";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { readUrl } from "@/lib/core/addresses";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/jobs/enqueue";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { requireCategory } from "@/lib/knowledge/hold";
import { userOf } from "@/lib/knowledge/write-draft";
import { ArchiveError } from "./archive";
import { lookInto } from "./listing";
import { ItemError } from "./parsed";
import { endImport, type Source, told } from "./progress";
import {
  type ImportOptions,
  importOptions,
  isOver,
  type RepeatImportInput,
  repeatImportInput,
  type StartImportInput,
  startImportInput,
  type UploadView,
} from "./schema";
import { dropUpload, openUpload, receiveUpload } from "./uploads";

/**
 * Takes a file in and says what it seems to be. One that cannot be read at all is refused, in words, and not kept.
 * Throws `too_large` past the limit, however long the body says it is.
 */
export async function uploadSource(
  viewer: Viewer,
  given: { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<UploadView> {
  authorize(viewer, "article.import");
  const upload = await receiveUpload(viewer, given);
  try {
    const found = await lookInto(await openUpload(viewer, upload.id), upload.name);
    return { ...upload, ...found };
  } catch (error) {
    await dropUpload(viewer, upload.id);
    if (error instanceof ArchiveError || error instanceof ItemError)
      throw new AppError("invalid", error.message);
    throw error;
  }
}

/** Puts an import into the queue; with `byShell`, whoever called works it off. Throws `invalid` for a bad address. */
export async function startImport(
  viewer: Viewer,
  input: StartImportInput,
  { byShell = false }: { byShell?: boolean } = {},
): Promise<{ id: string }> {
  authorize(viewer, "article.import");
  const given = startImportInput.parse(input);
  if (given.sitemap) requireAddress(given.sitemap, "sitemap");
  const upload = given.uploadId ? await openUpload(viewer, given.uploadId) : null;
  const { source, name } = sourceOf(given, upload?.name ?? "");
  return as(viewer, async (tx) => {
    await requireCategory(tx, given.options.category);
    return insert(tx, viewer, {
      kind: given.kind ?? "pages",
      name,
      source,
      options: { ...given.options, language: given.options.language ?? defaultLanguage() },
      uploadId: given.uploadId ?? null,
      byShell,
    });
  });
}

type Asked = Pick<typeof articleImports.$inferInsert, "kind" | "name" | "uploadId" | "byShell"> & {
  source: Source;
  options: ImportOptions;
};

async function insert(tx: Tx, viewer: Viewer, asked: Asked): Promise<{ id: string }> {
  const id = newId();
  await tx.insert(articleImports).values({ ...asked, id, createdBy: userOf(viewer) });
  await told(tx, viewer, "import.queued", id, { kind: asked.kind, dryRun: asked.options.dryRun });
  if (!asked.byShell) await enqueue(tx, "import-articles", { importId: id }, `import:${id}`);
  return { id };
}

type Given = ReturnType<typeof startImportInput.parse>;

function sourceOf({ sitemap, urls }: Given, fileName: string): { source: Source; name: string } {
  if (sitemap) return { source: { sitemap }, name: sitemap };
  if (!urls) return { source: {}, name: fileName };
  const [first = ""] = urls;
  const more = urls.length - 1;
  return { source: { urls }, name: more > 0 ? `${first} and ${more} more` : first };
}

/** A page that may not be fetched is told of as an item; a sitemap is all there is. */
function requireAddress(address: string, field: string): void {
  const read = readUrl(address, { protocols: ["https:"] });
  if ("refused" in read) throw new AppError("invalid", read.refused, { fields: { [field]: read.refused } });
}

/** Ends it between two items. What is done stays done. Throws `conflict` when it has ended. */
export async function cancelImport(viewer: Viewer, id: string): Promise<void> {
  authorize(viewer, "article.import");
  const [row] = await as(viewer, (tx) =>
    tx.select({ state: articleImports.state }).from(articleImports).where(eq(articleImports.id, id)),
  );
  if (!row) throw notFound("This import");
  if (isOver(row.state)) throw new AppError("conflict", "This import has ended already.");
  await endImport(viewer, id, "cancelled");
}

/** The same source again, as a dry run or for good. Throws `conflict` when its file is gone, or while it still runs. */
export async function repeatImport(
  viewer: Viewer,
  id: string,
  input: RepeatImportInput = {},
): Promise<{ id: string }> {
  authorize(viewer, "article.import");
  const change = repeatImportInput.parse(input);
  return as(viewer, async (tx) => {
    const [row] = await tx.select().from(articleImports).where(eq(articleImports.id, id)).for("update");
    if (!row) throw notFound("This import");
    if (!isOver(row.state)) throw new AppError("conflict", "This import is still under way.");
    if (row.kind !== "pages" && !row.uploadId)
      throw new AppError("conflict", "The file of this import is not kept any more. Upload it again.");
    const { kind, name, uploadId } = row;
    const { urls, sitemap } = row.source as Source;
    const options = { ...importOptions.parse(row.options), ...change };
    await requireCategory(tx, options.category);
    const source = { ...(urls ? { urls } : {}), ...(sitemap ? { sitemap } : {}) };
    return insert(tx, viewer, { kind, name, uploadId, options, source, byShell: false });
  });
}
