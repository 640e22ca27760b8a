// @ts-check
/**
 * The installation that a command in a shell works on: its environment, and its database, which is that of
 * DATABASE_URL or the embedded one of a portal that runs. Nothing is started here.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { appEnvironment, keptSecret } from "./app-env.mjs";
import { withEnvFile } from "./env-file.mjs";
import { projectRoot } from "./paths.mjs";
import { preparePostgres } from "./postgres-binaries.mjs";
import { clusterPlace } from "./postgres-cluster.mjs";
import { isAlive } from "./processes.mjs";
import { PlainError } from "./say.mjs";
import { readSettings } from "./settings.mjs";

/** Makes this process see what the portal sees; before anything of `lib` is loaded. */
export function enterPortal() {
  const env = withEnvFile(join(projectRoot, ".env"), process.env);
  const settings = readSettings(env);
  const databaseUrl = settings.databaseUrl ?? embeddedUrl(settings.dataFolder);
  const authSecret = settings.authSecret ?? keptSecret(settings.dataFolder);
  Object.assign(process.env, defined(appEnvironment(env, settings, { databaseUrl, authSecret, dev: false })));
}

/**
 * @param {string} folder
 * @returns {string}
 */
export function embeddedUrl(folder) {
  const place = clusterPlace(folder, preparePostgres().identity);
  const [pid, , , port] = existsSync(join(place, "postmaster.pid"))
    ? readFileSync(join(place, "postmaster.pid"), "utf8").split("\n")
    : [];
  if (!pid || !port || !isAlive(Number(pid)))
    throw new PlainError(
      "The portal does not run. Start it with npm start, or name its database in DATABASE_URL.",
    );
  const passwords = JSON.parse(readFileSync(join(dirname(place), "postgres-passwords.json"), "utf8"));
  return `postgres://baton:${passwords.app}@127.0.0.1:${port.trim()}/baton`;
}

/** @param {Record<string, string | undefined>} env */
const defined = (env) => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
