// @ts-check
/** Loads one of the project's own TypeScript modules into a script. Needs node_modules. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "./paths.mjs";

/**
 * @param {string} path below the project; the module may import only packages and its own neighbours
 * @returns {Promise<Record<string, any>>}
 */
export async function importTypeScript(path) {
  const url = pathToFileURL(join(projectRoot, path)).href;
  if (/** @type {{ typescript?: unknown }} */ (process.features).typescript) return import(url);
  const { tsImport } = await import("tsx/esm/api");
  return tsImport(url, import.meta.url);
}
