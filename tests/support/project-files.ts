/** The project's own files, for checks that must hold for every one of a kind, also for those not written yet. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/lib/paths.mjs";

const foreign = /(^|\/)(node_modules|\.next|\.baton|test-results|playwright-report)(\/|$)/;

/** Paths from the root, sorted, with `/` on every system. */
export function projectFiles(...patterns: string[]): string[] {
  const found = globSync(patterns, { cwd: projectRoot, exclude: (path) => foreign.test(path) });
  return [...new Set(found.map((path) => path.replaceAll("\\", "/")))].sort();
}

export const readProjectFile = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

/** What a module exports at run time: values, never types. */
export const importProjectFile = (path: string): Promise<Record<string, unknown>> =>
  import(/* @vite-ignore */ join(projectRoot, path));
