/**
 * Reads an untrusted zip from wherever its bytes lie, without ever holding more of it than one entry. What an entry
 * is named, how large it says it is and how large it turns out are each checked; what is wrong with one entry is told
 * of that entry and stops no other.
 */
import "server-only";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from "yauzl";
import { limits, megabytes } from "./limits";
import { ItemError } from "./parsed";

/** Bytes that are read piece by piece: `[start, end)`. */
export type Source = { size: number; read: (start: number, end: number) => Promise<Buffer> };

export type ArchiveEntry = {
  /** With `/`, relative, as far as it can be told. */
  path: string;
  /** Unpacked bytes, as declared; more are never read. */
  size: number;
  /** Why it will not be read. */
  refused: string | null;
};

export type Archive = {
  entries: readonly ArchiveEntry[];
  /** The whole of one entry; throws an {@link ItemError} when it is refused, larger than `max`, or broken. */
  read: (entry: ArchiveEntry, max: number) => Promise<Buffer>;
  close: () => void;
};

/** A zip that cannot be read at all. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/** Bytes asked for at a time. */
const PIECE = 262_144;

export async function openArchive(source: Source): Promise<Archive> {
  if (source.size > limits.upload)
    throw new ArchiveError(`The zip is larger than ${megabytes(limits.upload)}.`);
  const zip = await open(source);
  const found = new Map<ArchiveEntry, Entry>();
  if (zip.entryCount > limits.entries) {
    zip.close();
    throw new ArchiveError(
      `The zip has ${zip.entryCount.toLocaleString("en")} entries; ${limits.entries.toLocaleString("en")} are the most.`,
    );
  }
  try {
    let unpacked = 0;
    const names = new Set<string>();
    for await (const entry of zip.eachEntry()) {
      const path = nameOf(entry);
      if (path.endsWith("/") && entry.uncompressedSize === 0) continue;
      let refused = refusedPath(path, entry) ?? refusedSize(entry);
      if (!refused && names.has(path))
        refused = "The zip has another entry of this name; the first one counts.";
      if (!refused && unpacked + entry.uncompressedSize > limits.unpacked)
        refused = `The zip unpacks to more than ${megabytes(limits.unpacked)}; this entry lies behind them.`;
      if (!refused) {
        names.add(path);
        unpacked += entry.uncompressedSize;
      }
      found.set({ path, size: entry.uncompressedSize, refused }, entry);
    }
  } catch (error) {
    zip.close();
    throw broken(error);
  }
  return {
    entries: [...found.keys()],
    read: (entry, max) => readEntry(zip, entry, found.get(entry), max),
    close: () => zip.close(),
  };
}

async function open(source: Source): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new Pieces(source), source.size, {
      autoClose: false,
      // Names are judged here, one by one: the library would give the whole zip up for one of them.
      // So are sizes, when an entry is read.
      decodeStrings: false,
      validateEntrySizes: false,
    });
  } catch (error) {
    throw broken(error);
  }
}

const broken = (cause: unknown): Error =>
  cause instanceof Error && "code" in cause
    ? cause
    : new ArchiveError("This is not a zip that can be read: it is damaged or cut off.", { cause });

/** `code` marks errors of the database or the disk: they are not the zip's fault. */
async function readEntry(
  zip: ZipFile,
  { size, refused }: ArchiveEntry,
  entry: Entry | undefined,
  max: number,
): Promise<Buffer> {
  if (!entry) throw new Error("not an entry of this archive");
  if (refused) throw new ItemError(refused);
  if (size > max) throw new ItemError(`The file is larger than ${sizeOf(max)}.`);
  const pieces: Buffer[] = [];
  let total = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream as AsyncIterable<Buffer>) {
      total += piece.length;
      if (total > size) throw damaged();
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof ItemError || (error instanceof Error && "code" in error && !isOfZlib(error.code)))
      throw error;
    throw damaged();
  }
  const bytes = Buffer.concat(pieces);
  if (bytes.length !== size || crc32(bytes) !== entry.crc32) throw damaged();
  return bytes;
}

const damaged = () => new ItemError("The entry is damaged: it does not unpack to what the zip says.");

const isOfZlib = (code: unknown): boolean => typeof code === "string" && code.startsWith("Z_");
const sizeOf = (bytes: number): string =>
  bytes >= 1_048_576 ? megabytes(bytes) : `${Math.round(bytes / 1_024)} kB`;

/** As UTF-8 when the zip says so or it is; the names of old zips otherwise. */
function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

const TYPE_OF_FILE = 0o170000;
const LINK = 0o120000;
const REGULAR = 0o100000;

function refusedPath(path: string, entry: Entry): string | null {
  if (path === "" || path.includes("\u0000")) return "The name of this entry is not a path.";
  if (path.length > 500) return "The path of this entry is longer than 500 characters.";
  if (path.includes("\\")) return "The path of this entry holds a backslash.";
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "The path of this entry is absolute.";
  if (path.split("/").some((part) => part === ".." || part === "."))
    return "The path of this entry leads out of the zip.";
  const mode = (entry.externalFileAttributes >>> 16) & TYPE_OF_FILE;
  if (mode === LINK) return "This entry is a symbolic link.";
  if (mode !== 0 && mode !== REGULAR) return "This entry is not a file.";
  return null;
}

function refusedSize(entry: Entry): string | null {
  if (entry.isEncrypted()) return "This entry is encrypted. Make the zip without a password.";
  if (!entry.canDecodeFileData()) return "This entry is packed in a way that is not read here.";
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (size > limits.ratioFrom && size > packed * limits.ratio)
    return `This entry unpacks to more than ${limits.ratio} times its size.`;
  return null;
}

/** Serves the library from {@link Source}, piece by piece, and remembers the last one: headers lie side by side. */
class Pieces extends RandomAccessReader {
  private last: { start: number; bytes: Buffer } | null = null;

  constructor(private readonly source: Source) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const pieces = async function* (this: Pieces) {
      for (let at = start; at < end; at += PIECE) yield await this.piece(at, Math.min(end, at + PIECE));
    };
    return Readable.from(pieces.call(this), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.piece(position, position + length).then((bytes) => {
      if (bytes.length < length) return callback(new Error("unexpected EOF"));
      bytes.copy(buffer, offset);
      callback(null);
    }, callback);
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }

  private async piece(start: number, end: number): Promise<Buffer> {
    const { last } = this;
    if (last && start >= last.start && end <= last.start + last.bytes.length)
      return last.bytes.subarray(start - last.start, end - last.start);
    const bytes = await this.source.read(start, Math.min(this.source.size, Math.max(end, start + PIECE)));
    this.last = { start, bytes };
    return bytes.subarray(0, end - start);
  }
}

export const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});
