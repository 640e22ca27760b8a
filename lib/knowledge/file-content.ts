/**
 * What an uploaded file really is, by its bytes alone, and what is kept of it. Images are decoded and written anew, so
 * that nothing survives of them but pixels: no metadata, no script, no second format behind the first.
 */
import "server-only";
import sharp, { type Sharp } from "sharp";
import { AppError } from "@/lib/core/errors";
import { type FileType, MAX_FILE_BYTES, MAX_HEIGHT, MAX_PIXELS, MAX_WIDTH } from "./file-schema";

sharp.cache(false);
// Only what is asked for below is ever decoded; the library knows many formats more.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadNsgifBuffer",
  ],
});

const SECONDS = 20;

export type KeptFile = { type: FileType; content: Buffer; width: number | null; height: number | null };

type Kind = "jpeg" | "png" | "webp" | "gif" | "pdf";
const starts = (bytes: Buffer, ...magic: number[]) => magic.every((byte, n) => bytes[n] === byte);

/** By the first bytes; null: nothing that is taken. */
export function kindOf(bytes: Buffer): Kind | null {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  const head = bytes.toString("latin1", 0, 12);
  if (/^GIF8[79]a/.test(head)) return "gif";
  if (/^RIFF[\s\S]{4}WEBP$/.test(head)) return "webp";
  return head.startsWith("%PDF-") ? "pdf" : null;
}

/** Throws `invalid` with the reason, for whoever chose the file. */
export async function keep(bytes: Buffer): Promise<KeptFile> {
  const kind = kindOf(bytes);
  if (kind === null)
    throw refused("This file cannot be used. Choose a JPEG, PNG, WebP or GIF image, or a PDF.");
  if (kind === "pdf") return keepPdf(bytes);
  return oneAtATime(() => keepImage(bytes, kind));
}

/** Kept as it is: it is only ever saved, never shown by this portal. */
function keepPdf(content: Buffer): KeptFile {
  if (!content.subarray(-2_048).includes("%%EOF"))
    throw refused("This PDF is damaged or cut off. Save it anew and try again.");
  return { type: "application/pdf", content, width: null, height: null };
}

async function keepImage(bytes: Buffer, kind: Exclude<Kind, "pdf">): Promise<KeptFile> {
  const options = { limitInputPixels: MAX_PIXELS, failOn: "warning" as const, sequentialRead: true };
  const {
    width = 0,
    height = 0,
    pages = 1,
  } = await readable(() => sharp(bytes, { failOn: "warning" }).metadata());
  if (width * height > MAX_PIXELS)
    throw refused(`This image has more than ${MAX_PIXELS / 1e6} megapixels. Scale it down and try again.`);
  if (pages > 1) throw refused("Moving images are not taken. Choose a still one.");
  const fitted = sharp(bytes, options)
    .autoOrient()
    .resize({ width: MAX_WIDTH, height: MAX_HEIGHT, fit: "inside", withoutEnlargement: true })
    .timeout({ seconds: SECONDS });
  const first = await encode(fitted.clone(), kind);
  if (first.content.length <= MAX_FILE_BYTES) return first;
  const smaller = await encode(fitted.clone(), "webp");
  if (smaller.content.length > MAX_FILE_BYTES)
    throw refused(`This image stays above ${MAX_FILE_BYTES / 1024 / 1024} MB. Scale it down and try again.`);
  return smaller;
}

async function encode(image: Sharp, kind: Exclude<Kind, "pdf">): Promise<KeptFile> {
  const [type, encoded]: [FileType, Sharp] =
    kind === "jpeg"
      ? ["image/jpeg", image.jpeg({ quality: 85 })]
      : kind === "webp"
        ? ["image/webp", image.webp({ quality: 85 })]
        : ["image/png", image.png({ compressionLevel: 7 })];
  const { data, info } = await readable(() => encoded.toBuffer({ resolveWithObject: true }));
  return { type, content: data, width: info.width, height: info.height };
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw refused("This image is damaged or cut off. Save it anew and try again.", error);
  }
}

/** Decoding takes memory by the pixel: images wait for each other. */
let last: Promise<unknown> = Promise.resolve();
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => {});
  return mine;
}

const refused = (message: string, cause?: unknown): AppError =>
  new AppError("invalid", message, { cause, fields: { file: message } });
