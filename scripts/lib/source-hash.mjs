// @ts-check
/** One hash over many source files, to tell whether what was made from them is still right. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @param {string} root
 * @param {string[]} files below the root; one that is absent counts as such
 * @returns {string} over every path and content
 */
export function hashFiles(root, files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const path = join(root, file);
    hash.update(`${file}\0`);
    if (existsSync(path)) hash.update(readFileSync(path));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} folder below the root
 * @returns {string[]} every file in it but tests and hidden ones, sorted
 */
export function filesBelow(root, folder) {
  return entries(root, folder).flatMap(({ path, entry }) => {
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() && !/\.test\.tsx?$/.test(path) ? [path] : [];
  });
}

/**
 * @param {string} root
 * @param {string} folder below the root; "" for the root itself
 */
export function entries(root, folder) {
  const found = readdirSync(join(root, folder), { withFileTypes: true });
  return found
    .filter((entry) => !entry.name.startsWith("."))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => ({ entry, path: folder ? `${folder}/${entry.name}` : entry.name }));
}
