// @ts-check
/** Brings the application's database to the newest schema and, for a demo, fills it. */
import { runToEnd } from "./children.mjs";
import { projectRoot } from "./paths.mjs";
import { bootstrap, scriptArgs, withClient } from "./postgres-bootstrap.mjs";
import { during, PlainError } from "./say.mjs";
import { filesBelow, hashFiles } from "./source-hash.mjs";

/**
 * Prepares the embedded database unless it is as this version's files leave it. What was done is noted in the
 * database itself, so that the note can neither outlive it nor be missing from a copy of it.
 * @param {import("./embedded-postgres.mjs").EmbeddedPostgres} postgres
 * @param {Record<string, string | undefined>} env the application's environment
 * @param {{ seed: boolean }} options
 */
export async function prepareEmbedded(postgres, env, { seed }) {
  const note = `prepared ${preparationStamp(projectRoot)}${seed ? " with demo" : ""}`;
  const noted = await withClient(postgres.adminUrl(), async (sql) => {
    const [row] = await sql`
      select shobj_description(oid, 'pg_database') as note from pg_database where datname = 'baton'`;
    return row?.note;
  });
  if (noted === note) return;
  await bootstrap(postgres, "baton");
  await prepareDatabase(env, { seed });
  await withClient(postgres.adminUrl(), (sql) => sql.unsafe(`comment on database baton is '${note}'`));
}

/**
 * @param {string} root
 * @returns {string} changes with whatever could prepare a database differently
 */
export function preparationStamp(root) {
  const scripts = ["scripts/migrate.ts", "scripts/seed.ts", "package-lock.json"];
  return hashFiles(root, [...filesBelow(root, "db"), ...scripts]);
}

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
