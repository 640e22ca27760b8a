// @ts-check
/** Files that only we may read, written whole or not at all. */
import { chmodSync, renameSync, writeFileSync } from "node:fs";

/**
 * @param {string} file
 * @param {string} text
 */
export function writePrivate(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
