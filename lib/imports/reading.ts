/** Reads one item of an import: from the zip, from the export, or from the web. What comes out decides nothing yet. */
import "server-only";
import { OutboundError } from "@/lib/core/outbound";
import type { Archive } from "./archive";
import { type Asset, hashOfSource, type ReadContent, sha256 } from "./content";
import { destinationsOf } from "./destinations";
import { convertBody, convertPage } from "./html";
import { limits } from "./limits";
import { insidePath } from "./links";
import { readMarkdownFile } from "./markdown-file";
import { ItemError, type Parsed, type ParsedHtml } from "./parsed";
import type { Guest } from "./polite";
import type { Job } from "./progress";

export type OpenItem = { n: number; sourceKey: string; path: string; content: unknown };

/** What an item is read with. */
export type Means = { archive: Archive | null; guest: Guest; signal: AbortSignal };

/** Nothing is wrong with it, and nothing comes of it. */
export class Skipped extends Error {
  override readonly name = "Skipped";
}

/** Throws {@link ItemError} or {@link Skipped} with what to tell of the item. */
export async function readItem(job: Job, item: OpenItem, means: Means): Promise<ReadContent> {
  const waiting = waitingOf(item.content);
  if (waiting?.refused) throw new ItemError(waiting.refused);
  if (waiting?.skipped) throw new Skipped(waiting.skipped);
  if (job.kind === "pages") return readPage(item.path, means);
  if (job.kind === "markdown") return readFile(job, item, means.archive);
  return readExported(waiting as ParsedHtml | null);
}

type Waiting = { refused?: string | null; skipped?: string };
const waitingOf = (content: unknown): Waiting | null =>
  typeof content === "object" && content !== null && "waiting" in content
    ? (content.waiting as Waiting)
    : null;

async function readFile(job: Job, item: OpenItem, archive: Archive | null): Promise<ReadContent> {
  const entry = archive?.entries.find(({ path }) => path === item.path);
  if (!archive || !entry) throw new ItemError("The file is not in the zip any more.");
  const inside = item.path.slice(job.source.root?.length ?? 0);
  const parsed = readMarkdownFile(await archive.read(entry, limits.markdown), inside);
  const { assets, notes } = await assetsOf(job, parsed.body, inside, archive);
  return finish({ ...parsed, notes: [...parsed.notes, ...notes] }, assets, null);
}

/** The images and documents of the zip that a text shows, with the hash of their bytes. */
async function assetsOf(job: Job, body: string, inside: string, archive: Archive) {
  const root = job.source.root ?? "";
  const entries = new Map(archive.entries.map((entry) => [entry.path, entry]));
  const assets: Record<string, Asset> = {};
  const notes: string[] = [];
  for (const { kind, url } of destinationsOf(body)) {
    const meant = insidePath(inside, url);
    const isAsset = kind === "image" || /\.pdf$/i.test(meant?.path ?? "");
    if (!meant || !isAsset || url in assets) continue;
    // An image of the portal itself, as an export that left its files behind would name it.
    if (url.startsWith("/api/v1/files/")) continue;
    const entry = entries.get(root + meant.path);
    if (!entry) notes.push(`The image ${meant.path} is not in the zip.`);
    else if (Object.keys(assets).length >= limits.images)
      notes.push(`Only the first ${limits.images} images were taken.`);
    else
      try {
        assets[url] = { at: { entry: entry.path }, key: sha256(await archive.read(entry, limits.image)) };
      } catch (error) {
        if (!(error instanceof ItemError)) throw error;
        notes.push(`The image ${meant.path} was left out: ${error.message}`);
      }
  }
  return { assets, notes: [...new Set(notes)] };
}

function readExported(given: ParsedHtml | null): ReadContent {
  if (!given) throw new ItemError("The article is not in the export any more.");
  const { html, base, ...rest } = given;
  const { markdown, notes } = convertBody(html, base);
  const parsed = { ...rest, body: markdown, notes: [...rest.notes, ...notes] };
  return finish(parsed, remoteImages(parsed), base);
}

async function readPage(address: string, { guest, signal }: Means): Promise<ReadContent> {
  const page = await guest.fetch(address, {
    types: /^(?:text\/html|application\/xhtml\+xml)$/,
    maxBytes: limits.page,
    timeout: limits.pageTime,
    signal,
  });
  const found = convertPage(decode(page.body, page.charset), page.url.href);
  if (!found.title) throw new ItemError("The page has neither a heading nor a title.");
  const parsed: Parsed = {
    title: found.title.slice(0, 200),
    slug: null,
    slugHint: { text: found.title, from: "title" },
    summary: found.summary.slice(0, 400),
    body: found.markdown,
    category: null,
    audience: null,
    language: /^[a-z]{2,3}/i.exec(found.language ?? "")?.[0]?.toLowerCase() ?? null,
    status: null,
    updatedAt: null,
    translationOf: null,
    notes: found.notes,
  };
  return finish(parsed, remoteImages(parsed), page.url.href);
}

/** As the server or the page says; what cannot be read that way is shown as such, not refused: it is one page of many. */
function decode(body: Buffer, charset: string | null): string {
  const inPage = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(body.toString("latin1", 0, 2_048))?.[1];
  for (const label of [charset, inPage, "utf-8"]) {
    if (!label) continue;
    try {
      return new TextDecoder(label).decode(body);
    } catch {
      // An encoding that nobody knows.
    }
  }
  return body.toString("utf8");
}

/** Their bytes come when the article is written; until then the address stands for them. */
function remoteImages(parsed: Parsed): Record<string, Asset> {
  const assets: Record<string, Asset> = {};
  for (const { kind, url } of destinationsOf(parsed.body)) {
    if (kind !== "image" || !/^https:/i.test(url) || url in assets) continue;
    if (Object.keys(assets).length >= limits.images) {
      parsed.notes.push(`Only the first ${limits.images} images were taken.`);
      break;
    }
    assets[url] = { at: { url }, key: url };
  }
  return assets;
}

const finish = (parsed: Parsed, assets: Record<string, Asset>, base: string | null): ReadContent => ({
  ...parsed,
  assets,
  base,
  hash: hashOfSource(parsed, assets),
});

/** In words for whoever imports; null when it is not the item's fault. */
export function itemMessage(error: unknown): string | null {
  if (error instanceof ItemError || error instanceof OutboundError) return error.message;
  // The parsers of HTML and Markdown walk their trees by recursion; the limits keep them from this.
  if (error instanceof RangeError) return "The text is nested too deeply to be read.";
  return null;
}
