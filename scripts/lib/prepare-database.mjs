// @ts-check
/** Brings the application's database to the newest schema and, for a demo, fills it. */
import { runToEnd } from "./children.mjs";
import { scriptArgs } from "./postgres-bootstrap.mjs";
import { during, PlainError } from "./say.mjs";

/**
 * @param {Record<string, string | undefined>} env the application's environment
 * @param {{ seed: boolean }} options
 */
export async function prepareDatabase(env, { seed }) {
  await during("Preparing the database", () => runScript("scripts/migrate.ts", env));
  if (seed) await during("Filling in the demo company", () => runScript("scripts/seed.ts", env));
}

/**
 * The scripts end with one clear line when they fail; it becomes ours.
 * @param {string} script
 * @param {Record<string, string | undefined>} env
 */
export async function runScript(script, env) {
  const { code, output } = await runToEnd(process.execPath, scriptArgs(script), { env });
  if (code === 0) return;
  const lines = output.trim().split("\n");
  const last = lines.pop() ?? "";
  // A stack trace is not a clear line: show all of it.
  if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`);
  throw new PlainError(last === "" ? `${script} failed (${code})` : last);
}
