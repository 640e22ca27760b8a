// @ts-check
/** Where things are: the project, and the data folder of the embedded database and generated secrets. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** @param {Record<string, string | undefined>} env */
export function dataFolder(env) {
  return resolve(projectRoot, env.BATON_DATA_DIR || ".baton");
}
