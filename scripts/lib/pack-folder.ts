/** Packs the Markdown files of a folder and what they show into a zip, as it is read: the import takes it like any other. */
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { ZipFile } from "yazl";

const wanted = /\.(?:md|markdown|mdx|png|jpe?g|gif|webp|svg|pdf|json|ya?ml)$/i;

/** `left` are the links in it, which are not followed. */
export function packFolder(folder: string): { zip: Readable; files: number; left: string[] } {
  const zip = new ZipFile();
  const left: string[] = [];
  let files = 0;
  const open = [""];
  for (let inside = open.pop(); inside !== undefined; inside = open.pop()) {
    for (const name of readdirSync(join(folder, inside)).sort()) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = inside ? `${inside}/${name}` : name;
      const stat = lstatSync(join(folder, path));
      if (stat.isSymbolicLink()) left.push(path);
      else if (stat.isDirectory()) open.push(path);
      else if (stat.isFile() && wanted.test(name)) {
        zip.addFile(join(folder, path), path);
        files++;
      }
    }
  }
  zip.end();
  return { zip: zip.outputStream as Readable, files, left };
}
