/** Opens what was uploaded as an archive: a zip, or a Markdown file that comes alone. */
import "server-only";
import { type Archive, type ArchiveEntry, type Source as Bytes, openArchive } from "./archive";
import { ItemError } from "./parsed";

export async function isZip(bytes: Bytes): Promise<boolean> {
  return (await bytes.read(0, Math.min(2, bytes.size))).toString("latin1") === "PK";
}

export const isMarkdown = (path: string): boolean => /\.(?:md|markdown|mdx)$/i.test(path);

/** Closes it, whatever happens. */
export async function withArchive<T>(bytes: Bytes, work: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = await openArchive(bytes);
  try {
    return await work(archive);
  } finally {
    archive.close();
  }
}

/** A Markdown file that comes alone is read like a zip of one. */
export async function withFiles<T>(
  bytes: Bytes,
  name: string,
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  if (await isZip(bytes)) return withArchive(bytes, work);
  if (!isMarkdown(name)) throw new ItemError("This is not a zip. Put the Markdown files into one.");
  const entry: ArchiveEntry = { path: name.replace(/[/\\]/g, "-"), size: bytes.size, refused: null };
  const read = async (_: ArchiveEntry, max: number) => {
    if (bytes.size > max) throw new ItemError("The file is larger than 1 MB.");
    return bytes.read(0, bytes.size);
  };
  return work({ entries: [entry], read, close: () => {} });
}
