/** Where the files of articles are, and what they may be. Pure. */

/** Bytes of one file, and files of one article. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_FILES = 200;
/** Of an image that comes in; decoding more would take the memory of a small server. */
export const MAX_PIXELS = 40_000_000;
/** Pixels of an image that is kept: wider and taller ones are scaled down. */
export const MAX_WIDTH = 2_400;
export const MAX_HEIGHT = 12_000;

export const fileTypes = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type FileType = (typeof fileTypes)[number];

/** The address that an article's Markdown names: `![A desk](/api/v1/files/…)`. */
export const fileHref = (id: string): string => `/api/v1/files/${id}`;

const extension: Record<FileType, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
};

/**
 * A name to keep and to offer when the file is saved: the last part of a path, printable, ending as its content says.
 * `invoice.html` that holds a PDF is called `invoice.pdf`.
 */
export function fileName(given: string, type: FileType): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const stem = last
    .normalize("NFC")
    .replace(/\p{C}/gu, "")
    .replace(/[<>:"|?*]/g, "")
    .replace(/\.[\p{L}\p{N}]{1,8}$/u, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return `${[...(stem || "file")].slice(0, 100).join("")}.${extension[type]}`;
}

/**
 * Headers of an answer that is one of these files: shown as nothing but an image, saved as nothing but what it is.
 * Never changed under its id, but its article can be archived. That it has no rights where a browser opens it by itself
 * is said in next.config.ts, whose headers win.
 */
export function fileHeaders({ type, name, sha256 }: { type: FileType; name: string; sha256: string }) {
  return {
    "content-type": type,
    "content-disposition": disposition(type, name),
    "cache-control": "private, max-age=3600",
    etag: `"${sha256}"`,
  };
}

/** `content-disposition` that says how the file is called in any script. */
export function disposition(type: FileType, name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const kind = type === "application/pdf" ? "attachment" : "inline";
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
