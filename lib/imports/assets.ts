/** The images and documents of an article: which files they are already, and the bytes of those that are new. */
import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { articleFiles } from "@/db/schema/knowledge";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type KeptFile, keep } from "@/lib/knowledge/file-content";
import { fileName } from "@/lib/knowledge/file-schema";
import { type Asset, type ReadContent, sha256 } from "./content";
import { limits } from "./limits";
import { itemMessage, type Means } from "./reading";

export type FileMap = Record<string, string>;
export type NewFile = KeptFile & { id: string; name: string; sha256: string };
export type Assets = {
  /** The file of an address in the source; an address without one stays as it is. */
  fileOf: ReadonlyMap<string, string>;
  added: NewFile[];
  /** To be remembered: the key of an asset and the file that it became. */
  files: FileMap;
  notes: string[];
};

/** What is known without any bytes: `files` of the last import, and what the article holds of the same content. */
export async function knownFiles(tx: Tx, articleId: string | null, content: ReadContent, files: FileMap) {
  const keys = [...new Set(Object.values(content.assets).map(({ key }) => key))];
  if (!articleId || keys.length === 0) return new Map<string, string>();
  const rows = await tx
    .select({ id: articleFiles.id, sha256: articleFiles.sha256 })
    .from(articleFiles)
    .where(eq(articleFiles.articleId, articleId));
  const bySha = new Map(rows.map(({ id, sha256 }) => [sha256, id]));
  const ids = new Set(rows.map(({ id }) => id));
  return new Map(
    keys.flatMap((key) => {
      const before = files[key];
      const id = before && ids.has(before) ? before : bySha.get(key);
      return id ? [[key, id] as const] : [];
    }),
  );
}

/** `known`: nothing is fetched. `pretend`: what is new is only known to be new. */
export type Loading = "all" | "known" | "pretend";

/** Fetches and re-encodes what is new; an image that cannot be had is noted, and its description stands for it. */
export async function loadAssets(
  content: ReadContent,
  known: ReadonlyMap<string, string>,
  means: Means,
  loading: Loading,
): Promise<Assets> {
  const fileOf = new Map<string, string>();
  const added: NewFile[] = [];
  const files: FileMap = {};
  const notes: string[] = [];
  for (const [url, asset] of Object.entries(content.assets)) {
    const id = known.get(asset.key) ?? files[asset.key];
    if (id) {
      fileOf.set(url, id);
      files[asset.key] = id;
      continue;
    }
    if (loading === "pretend") fileOf.set(url, newId());
    if (loading !== "all") continue;
    try {
      const file = await load(url, asset, means);
      const same = added.find((other) => other.sha256 === file.sha256);
      if (!same) added.push(file);
      fileOf.set(url, (same ?? file).id);
      files[asset.key] = (same ?? file).id;
    } catch (error) {
      const message =
        error instanceof AppError && error.code !== "unavailable" ? error.message : itemMessage(error);
      if (message === null) throw error;
      notes.push(`An image was left out (${url.slice(0, 200)}): ${message}`);
    }
  }
  return { fileOf, added, files, notes };
}

async function load(url: string, { at }: Asset, { archive, guest, signal }: Means): Promise<NewFile> {
  const bytes = "entry" in at ? await readEntry(at.entry, archive) : await fetchImage(at.url, guest, signal);
  const kept = await keep(bytes);
  const path = "entry" in at ? at.entry : (URL.parse(url)?.pathname ?? "image");
  const name = fileName(decodeURIComponentSafely(path.split("/").at(-1) ?? "image"), kept.type);
  return { ...kept, id: newId(), name, sha256: sha256(kept.content) };
}

async function readEntry(path: string, archive: Means["archive"]): Promise<Buffer> {
  const entry = archive?.entries.find((one) => one.path === path);
  if (!archive || !entry) throw new Error("the zip has changed under its import");
  return archive.read(entry, limits.image);
}

async function fetchImage(url: string, guest: Means["guest"], signal: AbortSignal): Promise<Buffer> {
  const { body } = await guest.fetch(url, {
    types: /^image\/(?:png|jpe?g|gif|webp)$/,
    maxBytes: limits.image,
    timeout: limits.pageTime,
    signal,
  });
  return body;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Under the article's transaction; those that were known may have been removed since. */
export async function writeFiles(tx: Tx, articleId: string, { added, fileOf }: Assets): Promise<void> {
  if (added.length > 0)
    await tx
      .insert(articleFiles)
      .values(added.map((file) => ({ ...file, articleId, size: file.content.length, createdBy: null })));
  const ids = [...new Set(fileOf.values())];
  if (ids.length === 0) return;
  const rows = await tx
    .select({ id: articleFiles.id })
    .from(articleFiles)
    .where(and(eq(articleFiles.articleId, articleId), inArray(articleFiles.id, ids)));
  if (rows.length < ids.length)
    throw new AppError("conflict", "An image of this article was removed meanwhile. Import it again.");
}
