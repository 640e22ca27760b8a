/** The first step of an import: what is in its source, one item for each article to be, nothing read of them yet. */
import "server-only";
import { parse } from "yaml";
import { z } from "zod";
import { as } from "@/db/client";
import { articleImportItems } from "@/db/schema/imports";
import type { Viewer } from "@/lib/auth/viewer";
import { clean } from "@/lib/core/text";
import { MAX_CATEGORY } from "@/lib/knowledge/category-schema";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { categoryField, languageField } from "@/lib/knowledge/schema";
import type { Archive, ArchiveEntry, Source as Bytes } from "./archive";
import { type Exported, readJsonFile } from "./export-json";
import { readIntercom } from "./intercom";
import { limits } from "./limits";
import { listSitemap, listUrls } from "./list-pages";
import { isMarkdown, isZip, withArchive, withFiles } from "./opened";
import { ItemError } from "./parsed";
import type { Guest } from "./polite";
import { enterPhase, holdRunning, type Job, type Source } from "./progress";
import type { ImportKind, Outcome } from "./schema";
import { openUpload } from "./uploads";
import { readZendesk } from "./zendesk";

export type Listed = {
  key: string;
  path: string;
  title?: string;
  waiting?: unknown;
  /** Known before it is read. */
  outcome?: Outcome;
  message?: string;
};
export type Listing = { items: Listed[]; source?: Source; note?: string };

/** Items of one statement. */
const BATCH = 200;

export async function listItems(viewer: Viewer, job: Job, guest: Guest, signal: AbortSignal): Promise<void> {
  const { items, source, note } = await listingOf(viewer, job, guest, signal);
  if (items.length > limits.articles)
    throw new ItemError(
      `The source has ${items.length.toLocaleString("en")} articles; ${limits.articles.toLocaleString("en")} are the most at a time.`,
    );
  if (items.length === 0) throw new ItemError("No article was found in it.");
  for (let at = 0; at < items.length; at += BATCH)
    await as(viewer, async (tx) => {
      await holdRunning(tx, job.id);
      const rows = items.slice(at, at + BATCH).map((item, n) => ({
        importId: job.id,
        n: at + n + 1,
        sourceKey: item.key.slice(0, 600),
        path: item.path.slice(0, 600),
        title: item.title ?? null,
        content: item.waiting === undefined ? null : { waiting: item.waiting },
      }));
      // A step that was cut off has listed a part of the same list already.
      await tx.insert(articleImportItems).values(rows).onConflictDoNothing();
    });
  await enterPhase(viewer, job.id, "reading", {
    total: items.length,
    ...(source ? { source: { ...job.source, ...source } } : {}),
    ...(note ? { note } : {}),
  });
}

async function listingOf(viewer: Viewer, job: Job, guest: Guest, signal: AbortSignal): Promise<Listing> {
  if (job.kind === "pages")
    return job.source.sitemap
      ? listSitemap(job.source.sitemap, guest, signal)
      : listUrls(job.source.urls ?? []);
  if (!job.uploadId) throw new ItemError("The file of this import is gone. Upload it again.");
  const upload = await openUpload(viewer, job.uploadId);
  return job.kind === "markdown" ? listFiles(upload, upload.name) : listExport(job.kind, upload, upload.name);
}

/** What an uploaded file seems to be, and how much of it. */
export async function lookInto(
  bytes: Bytes,
  name: string,
): Promise<{ kind: Exclude<ImportKind, "pages">; articles: number }> {
  const files = isMarkdown(name) ? [] : await jsonFiles(bytes, name);
  if (files.length === 0) {
    const { items } = await listFiles(bytes, name);
    return { kind: "markdown", articles: items.filter(({ waiting }) => waiting === undefined).length };
  }
  const zendesk = readZendesk(files);
  if (zendesk.length > 0 && !readIntercom(files).some(({ article }) => article))
    return { kind: "zendesk", articles: zendesk.length };
  return { kind: "intercom", articles: readIntercom(files).length };
}

/** Of a zip that has Markdown in it, none: its JSON belongs to something else. */
async function jsonFiles(bytes: Bytes, name: string): Promise<unknown[]> {
  if (!(await isZip(bytes))) {
    if (bytes.size > limits.json) return [readJsonFile(new Uint8Array(limits.json + 1))];
    if (!/\.json$/i.test(name)) throw new ItemError("This is neither a zip nor a JSON or Markdown file.");
    return [readJsonFile(await bytes.read(0, bytes.size))];
  }
  return withArchive(bytes, async (archive) => {
    const wanted = archive.entries.filter((entry) => !isHidden(entry.path) && /\.json$/i.test(entry.path));
    if (archive.entries.some((entry) => !isHidden(entry.path) && isMarkdown(entry.path))) return [];
    const files: unknown[] = [];
    let total = 0;
    for (const entry of wanted) {
      total += entry.size;
      if (total > limits.json * 3)
        throw new ItemError("The JSON files of the zip are too large together. Import them one by one.");
      files.push(readJsonFile(await archive.read(entry, limits.json)));
    }
    return files;
  });
}

async function listExport(kind: "zendesk" | "intercom", bytes: Bytes, name: string): Promise<Listing> {
  const files = await jsonFiles(bytes, name);
  const found = kind === "zendesk" ? readZendesk(files) : readIntercom(files);
  const items = found.map(({ key, title, article, refused }: Exported) =>
    article
      ? { key, path: title, title, waiting: article }
      : { key, path: title, title, waiting: { refused } },
  );
  return { items: once(items) };
}

async function listFiles(bytes: Bytes, name: string): Promise<Listing> {
  return withFiles(bytes, name, async (archive) => {
    const entries = archive.entries.filter((entry) => !isHidden(entry.path));
    const root = rootOf(entries);
    const items = entries.flatMap(({ path: whole, refused }): Listed[] => {
      const path = whole.startsWith(root) ? whole.slice(root.length) : whole;
      const item = { key: `files:${path}`, path: whole };
      if (refused) return [{ ...item, waiting: { refused } }];
      if (isMarkdown(path)) return [item];
      if (/\.zip$/i.test(path))
        return [
          { ...item, waiting: { skipped: "A zip inside the zip is not opened. Import it by itself." } },
        ];
      // Images and documents come with the articles that show them.
      return isCompanion(path) ? [] : [{ ...item, waiting: { skipped: "Not a Markdown file." } }];
    });
    const categories = await categoriesOf(archive, entries, root);
    return { items: once(items), source: { root, ...(categories ? { categories } : {}) } };
  });
}

const isCompanion = (path: string): boolean => /\.(?:png|jpe?g|gif|webp|svg|pdf|ya?ml)$/i.test(path);

/** Keys are unique in an import; a second article of the same key says so when it is read. */
function once(items: Listed[]): Listed[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const times = (seen.get(item.key) ?? 0) + 1;
    seen.set(item.key, times);
    if (times === 1) return item;
    return { ...item, key: `${item.key}#${times}`, waiting: waitingTwice(item) };
  });
}

const waitingTwice = ({ waiting }: Listed): unknown => {
  const known = waiting as { refused?: string | null } | undefined;
  return known?.refused ? known : { refused: "The source has this article twice; the first one counts." };
};

/** What operating systems and tools leave behind. */
const isHidden = (path: string): boolean =>
  /(?:^|\/)(?:\.[^/.]|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/.test(path);

/** A folder that everything lies in says nothing, unless its files are what it groups: then it is their category. */
function rootOf(entries: readonly ArchiveEntry[]): string {
  const paths = entries.filter(({ refused }) => !refused).map(({ path }) => path);
  const first = paths[0]?.split("/")[0];
  if (first === undefined || !paths.every((path) => path.startsWith(`${first}/`))) return "";
  return paths.some((path) => isMarkdown(path) && path.split("/").length > 2) ? `${first}/` : "";
}

const named = {
  label: z.string().transform((label) => clean(label).slice(0, MAX_CATEGORY.label)),
  about: z
    .string()
    .transform((about) => clean(about).slice(0, MAX_CATEGORY.about))
    .default(""),
};
const categoryFile = z.array(
  z.object({
    id: categoryField,
    ...named,
    names: z.record(languageField, z.object(named)).default({}),
  }),
);

/** Written by an export; a zip that has something else of this name is none. */
async function categoriesOf(archive: Archive, entries: readonly ArchiveEntry[], root: string) {
  const entry = entries.find(({ path }) => path === `${root}categories.yaml` || path === "categories.yaml");
  if (!entry || entry.refused) return null;
  try {
    const text = (await archive.read(entry, limits.markdown)).toString("utf8");
    const read = categoryFile.safeParse(parse(text, { maxAliasCount: 0 }));
    if (!read.success) return null;
    return Object.fromEntries(
      read.data.slice(0, 200).map(({ id, names, ...category }) => [
        id,
        {
          ...category,
          names: Object.fromEntries(
            Object.entries(names)
              .filter(([language, { label }]) => language !== defaultLanguage() && label !== "")
              .slice(0, MAX_CATEGORY.names),
          ),
        },
      ]),
    );
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      !(error instanceof ItemError) &&
      String(error.code).startsWith("ECONN")
    )
      throw error;
    return null;
  }
}
