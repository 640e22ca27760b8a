/**
 * Writes all articles of this installation to a zip of Markdown with their images, which can be imported again:
 *
 *   npm run export:articles -- FILE
 */
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { enterPortal } from "./lib/portal.mjs";

const file = process.argv[2];
if (!file) {
  process.stderr.write("Usage: npm run export:articles -- FILE\n");
  process.exit(2);
}

/** Until it is complete: a file of the wanted name is a whole export. */
const draft = `${file}.part`;
try {
  enterPortal();
  const { systemViewer } = await import("@/lib/auth/viewer");
  const { exportArticles } = await import("@/lib/imports/export");
  const { stream, articles } = await exportArticles(systemViewer("export-articles"), {
    onArticle: (path) => process.stdout.write(`${path}\n`),
  });
  await pipeline(stream, createWriteStream(draft));
  renameSync(draft, file);
  process.stdout.write(`${articles} ${articles === 1 ? "article" : "articles"} in ${file}\n`);
  process.exit(0);
} catch (error) {
  rmSync(draft, { force: true });
  process.stderr.write(`${error instanceof Error ? error.message : "Something went wrong."}\n`);
  process.exit(1);
}
