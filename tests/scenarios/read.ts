/** Reads the scenarios of a folder. A file that is not understood is refused with its name, place and reason. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Scenario, scenarioShape } from "./schema";

/** Something about the files is wrong; written for whoever wrote them. */
export class BadScenarios extends Error {
  override readonly name = "BadScenarios";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** Every `*.yaml` and `*.yml` below the folder, by name; throws {@link BadScenarios} with all that is wrong at once. */
export function readScenarios(folder: string): Scenario[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new BadScenarios([`${folder}: is not a folder`]);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
  if (files.length === 0) throw new BadScenarios([`${folder}: holds no .yaml file`]);
  const problems: string[] = [];
  const found: Scenario[] = [];
  for (const file of files) {
    const { scenarios, errors } = parseScenarios(file, readFileSync(join(folder, file), "utf8"));
    found.push(...scenarios);
    problems.push(...errors);
  }
  const names = new Map<string, string>();
  for (const { name, file } of found) {
    const before = names.get(name);
    if (before) problems.push(`${file}: “${name}” is also the name of a scenario in ${before}`);
    names.set(name, file);
  }
  if (problems.length > 0) throw new BadScenarios(problems);
  return found;
}

/** One file: a scenario, or a list of them. */
export function parseScenarios(file: string, content: string): { scenarios: Scenario[]; errors: string[] } {
  let data: unknown;
  try {
    data = parse(content, { maxAliasCount: 100 });
  } catch (error) {
    return { scenarios: [], errors: [`${file}: ${String((error as Error).message).split("\n")[0]}`] };
  }
  const list = Array.isArray(data) ? data : [data];
  const scenarios: Scenario[] = [];
  const errors: string[] = [];
  for (const [index, given] of list.entries()) {
    const parsed = scenarioShape.safeParse(given);
    if (parsed.success) {
      const bad = badPatterns(given);
      scenarios.push({ ...parsed.data, file });
      errors.push(...bad.map((why) => `${file}: “${parsed.data.name}”: ${why}`));
      continue;
    }
    const name = typeof given?.name === "string" ? `“${given.name}”` : `scenario ${index + 1}`;
    for (const issue of parsed.error.issues.slice(0, 5))
      errors.push(`${file}: ${name}: ${issue.path.join(".") || "the whole"}: ${issue.message}`);
  }
  return { scenarios, errors };
}

/** Texts between slashes that are no regular expressions, wherever they stand. */
function badPatterns(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(badPatterns);
  const [, pattern] = (typeof value === "string" && /^\/(.+)\/$/s.exec(value)) || [];
  if (pattern === undefined) return [];
  try {
    new RegExp(pattern.replace(/\{\{[a-z_.]+\}\}/g, "x"), "iu");
    return [];
  } catch (error) {
    return [`${value}: ${error instanceof Error ? error.message : "is no regular expression"}`];
  }
}
