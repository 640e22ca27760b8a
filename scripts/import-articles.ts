/**
 * Imports articles into this installation:
 *
 *   npm run import:articles -- PATH|URL... [--dry-run] [--publish] [--kind markdown|zendesk|intercom|sitemap]
 *     [--audience public|customers|staff] [--category ID] [--language TAG] [--keep-categories]
 *
 * A path is a folder of Markdown, a zip, a Markdown file or an export as JSON; an address is a page, or a sitemap when
 * it ends in .xml or `--kind sitemap` says so. One line an article; ends with 1 when one has failed.
 */
import { createReadStream, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { packFolder } from "./lib/pack-folder";
import { enterPortal } from "./lib/portal.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "dry-run": { type: "boolean", default: false },
    publish: { type: "boolean", default: false },
    kind: { type: "string" },
    audience: { type: "string" },
    category: { type: "string" },
    language: { type: "string" },
    /** Files articles of categories that are not there under the default one. */
    "keep-categories": { type: "boolean", default: false },
  },
});
if (positionals.length === 0) {
  process.stderr.write(
    "Usage: npm run import:articles -- PATH|URL... [--dry-run] [--publish] [--kind KIND]\n",
  );
  process.exit(2);
}

try {
  enterPortal();
  process.exit((await importAll()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : "Something went wrong."}\n`);
  process.exit(1);
}

async function importAll(): Promise<boolean> {
  const { importOptions } = await import("@/lib/imports/schema");
  const { defaultLanguage } = await import("@/lib/knowledge/default-language");
  const options = importOptions.parse({
    dryRun: values["dry-run"],
    publish: values.publish,
    ...(values.audience ? { audience: values.audience } : {}),
    ...(values.category ? { category: values.category } : {}),
    language: values.language ?? defaultLanguage(),
    unknownCategories: values["keep-categories"] ? "default" : "create",
  });
  const isUrl = (given: string) => /^https?:\/\//i.test(given);
  const isSitemap = (given: string) => values.kind === "sitemap" || /\.xml$/i.test(given);
  const urls = positionals.filter((given) => isUrl(given) && !isSitemap(given));
  let good = true;
  if (urls.length > 0) good = (await run({ urls, options })) && good;
  for (const given of positionals.filter((one) => isUrl(one) && isSitemap(one)))
    good = (await run({ sitemap: given, options })) && good;
  for (const path of positionals.filter((one) => !isUrl(one))) {
    const upload = await send(path);
    const kind = asKind(values.kind) ?? upload.kind;
    good = (await run({ uploadId: upload.id, kind, options })) && good;
  }
  return good;
}

function asKind(kind: string | undefined) {
  return kind === "markdown" || kind === "zendesk" || kind === "intercom" ? kind : null;
}

async function send(path: string) {
  const { uploadSource } = await import("@/lib/imports/commands");
  const viewer = await shell();
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no file or folder ${path}.`);
  if (!found.isDirectory())
    return uploadSource(viewer, { name: basename(path), bytes: createReadStream(path) });
  const { zip, files, left } = packFolder(path);
  if (files === 0) throw new Error(`There is no Markdown in ${path}.`);
  for (const link of left) process.stdout.write(`left out   ${link}: a symbolic link is not followed\n`);
  return uploadSource(viewer, { name: `${basename(resolve(path))}.zip`, bytes: zip });
}

type Start = Parameters<typeof import("@/lib/imports/commands").startImport>[1];

async function run(source: Start): Promise<boolean> {
  const { cancelImport, startImport } = await import("@/lib/imports/commands");
  const { getImport } = await import("@/lib/imports/queries");
  const { workImport } = await import("@/lib/imports/work");
  const viewer = await shell();
  const { id } = await startImport(viewer, source, { byShell: true });
  const stop = () => void cancelImport(viewer, id).catch(() => {});
  process.once("SIGINT", stop);
  const told = { n: 0 };
  for (let state = "again"; state === "again"; ) {
    state = await workImport(viewer, id);
    await tell(id, told, state === "over");
  }
  process.off("SIGINT", stop);
  const { state, counts, note, options } = await getImport(viewer, id);
  if (note) process.stderr.write(`${note}\n`);
  const sum = Object.entries(counts).filter(([, n]) => n > 0);
  const words = sum.map(([outcome, n]) => `${n} ${outcome === "kept" ? "for review" : outcome}`).join(", ");
  process.stdout.write(`${options.dryRun ? "Nothing was written. It would be: " : ""}${words || state}\n`);
  return state === "done" && counts.failed === 0;
}

/** Those that are done, in the order of the source: one that is still open holds back the ones behind it. */
async function tell(id: string, told: { n: number }, all: boolean): Promise<void> {
  const { listImportItems } = await import("@/lib/imports/queries");
  const viewer = await shell();
  for (;;) {
    const { items, nextCursor } = await listImportItems(viewer, id, { cursor: String(told.n), limit: 100 });
    for (const { n, outcome, path, message } of items) {
      if (!outcome && !all) return;
      told.n = n;
      if (!outcome) continue;
      const label = outcome === "kept" ? "for review" : outcome;
      process.stdout.write(`${label.padEnd(10)} ${path}${message ? `: ${message}` : ""}\n`);
    }
    if (!nextCursor) return;
  }
}

async function shell() {
  const { systemViewer } = await import("@/lib/auth/viewer");
  return systemViewer("import-articles");
}
