/**
 * Uploaded files, kept in the database in parts until the import that needs them has ended: every instance can work
 * on them, a restart loses none, and nothing ever holds a whole one in memory.
 */
import "server-only";
import { and, asc, eq, gte, lte, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { articleUploadParts, articleUploads } from "@/db/schema/imports";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { userOf } from "@/lib/knowledge/write-draft";
import type { Source } from "./archive";
import { limits, megabytes } from "./limits";
import { uploadName } from "./schema";

/** Bytes of a part. */
export const PART = 1_048_576;

/** Writes the bytes as they come; what is not complete is removed again. Throws `too_large`, `invalid`. */
export async function receiveUpload(
  viewer: Viewer,
  given: { name: string; bytes: AsyncIterable<Uint8Array> },
): Promise<{ id: string; name: string; size: number }> {
  authorize(viewer, "article.import");
  const name = uploadName.parse(given.name);
  const id = newId();
  await as(viewer, (tx) => tx.insert(articleUploads).values({ id, name, createdBy: userOf(viewer) }));
  try {
    const size = await storeParts(viewer, id, given.bytes);
    if (size === 0) throw new AppError("invalid", "The file is empty.");
    await as(viewer, (tx) =>
      tx.update(articleUploads).set({ size, complete: true }).where(eq(articleUploads.id, id)),
    );
    return { id, name, size };
  } catch (error) {
    await dropUpload(viewer, id).catch(() => {});
    throw error;
  }
}

async function storeParts(
  viewer: Viewer,
  uploadId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  let waiting: Uint8Array[] = [];
  let held = 0;
  let size = 0;
  let n = 0;
  const store = async (content: Buffer) => {
    const part = { uploadId, n: n++, content };
    await as(viewer, (tx) => tx.insert(articleUploadParts).values(part));
  };
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > limits.upload)
      throw new AppError(
        "too_large",
        `This is larger than ${megabytes(limits.upload)}. Make several smaller files of it.`,
      );
    waiting.push(piece);
    held += piece.byteLength;
    if (held < PART) continue;
    const whole = Buffer.concat(waiting);
    let at = 0;
    for (; whole.length - at >= PART; at += PART) await store(Buffer.from(whole.subarray(at, at + PART)));
    waiting = at < whole.length ? [whole.subarray(at)] : [];
    held = whole.length - at;
  }
  if (held > 0) await store(Buffer.concat(waiting));
  return size;
}

/** Reads any stretch of it. Throws `not_found` for one that is gone or was never complete. */
export async function openUpload(viewer: Viewer, id: string): Promise<Source & { name: string }> {
  authorize(viewer, "article.import");
  const [upload] = await as(viewer, (tx) =>
    tx
      .select({ name: articleUploads.name, size: articleUploads.size })
      .from(articleUploads)
      .where(and(eq(articleUploads.id, id), eq(articleUploads.complete, true))),
  );
  if (!upload) throw notFound("This file");
  return { ...upload, read: (start, end) => readStretch(viewer, id, start, end) };
}

async function readStretch(viewer: Viewer, uploadId: string, start: number, end: number): Promise<Buffer> {
  const first = Math.floor(start / PART);
  const last = Math.floor(Math.max(start, end - 1) / PART);
  const of = articleUploadParts;
  // Only the stretch itself leaves the database.
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        content: sql<Buffer>`substring(${of.content} from greatest(1, ${start + 1}::int - ${of.n} * ${PART}::int)
          for least(${PART}::int, ${end}::int - ${of.n} * ${PART}::int) - greatest(0, ${start}::int - ${of.n} * ${PART}::int))`,
      })
      .from(of)
      .where(and(eq(of.uploadId, uploadId), gte(of.n, first), lte(of.n, last)))
      .orderBy(asc(of.n)),
  );
  return Buffer.concat(rows.map(({ content }) => content));
}

export async function dropUpload(viewer: Viewer, id: string): Promise<void> {
  authorize(viewer, "article.import");
  await as(viewer, (tx) => tx.delete(articleUploads).where(eq(articleUploads.id, id)));
}
