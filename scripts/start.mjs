// @ts-check
/**
 * `npm start` and `npm run dev`: from a fresh clone to a running portal, and a clean end. Installs, starts the
 * embedded PostgreSQL unless DATABASE_URL names another, migrates, fills in the demo, builds, serves.
 * Needs nothing but Node; everything up to the install runs on Node 20 without packages.
 */
import { join } from "node:path";
import { appEnvironment, keptSecret, requireGoodEnvironment } from "./lib/app-env.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { endChildren } from "./lib/children.mjs";
import { requireLogin, requireReachable } from "./lib/database-server.mjs";
import { startPostgres } from "./lib/embedded-postgres.mjs";
import { withEnvFile } from "./lib/env-file.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { takeLock } from "./lib/lock.mjs";
import { endedEarly, shutdownSeconds, startNext, waitUntilLive } from "./lib/next-server.mjs";
import { projectRoot } from "./lib/paths.mjs";
import { otherNode, requireNode, runAgainUnder } from "./lib/pinned-node.mjs";
import { requireFreePort } from "./lib/port.mjs";
import { prepareDatabase, prepareEmbedded } from "./lib/prepare-database.mjs";
import { PlainError, say, sayFailure, seconds } from "./lib/say.mjs";
import { readSettings } from "./lib/settings.mjs";
import { onStop, Stopped } from "./lib/stop-signals.mjs";
import { welcome } from "./lib/welcome.mjs";

/** Set for the copy of this script that runs under the pinned Node: the outer one has checked and holds the lock. */
const innerFlag = "BATON_START_INNER";

/** @typedef {import("./lib/settings.mjs").Settings} Settings */
/** @typedef {Record<string, string | undefined>} Environment */

async function main() {
  requireNode();
  const dev = process.argv.includes("--dev");
  const env = withEnvFile(join(projectRoot, ".env"), process.env);
  const settings = readSettings(env);
  if (process.env[innerFlag]) return serve(env, settings, dev);

  const lock = settings.databaseUrl ? undefined : await lockDataFolder(settings);
  try {
    // What a killed copy started is ending, and still has the port for a moment.
    await requireFreePort("PORT", settings.port, settings.host, lock?.tookOver ? 10_000 : 0);
    if (settings.databaseUrl) await requireReachable(settings.databaseUrl);
    const stopped = onStop();
    await stopped.unless(ensureInstalled({ production: settings.mode === "production" }));
    const node = otherNode();
    if (!node) return await serve(env, settings, dev);
    stopped.dismiss();
    return await runAgainUnder(node, { ...process.env, [innerFlag]: "1" });
  } finally {
    lock?.release();
  }
}

/** @param {Settings} settings */
async function lockDataFolder({ dataFolder, appUrl }) {
  process.umask(0o022);
  const lock = await takeLock(join(dataFolder, "lock"), appUrl);
  if (lock.release) return lock;
  throw new PlainError(
    `already running on ${dataFolder} (process ${lock.owner.pid}, ${lock.owner.note}); set BATON_DATA_DIR and PORT for a second copy`,
  );
}

/**
 * Everything that needs the packages, until we are asked to stop or something ends by itself.
 * @param {Environment} env
 * @param {Settings} settings
 * @param {boolean} dev
 * @returns {Promise<number>} the exit code
 */
async function serve(env, settings, dev) {
  const started = Date.now();
  const stopped = onStop();
  /** @type {import("./lib/embedded-postgres.mjs").EmbeddedPostgres | undefined} */
  let postgres;
  /** @type {ReturnType<typeof startNext> | undefined} */
  let next;
  try {
    const authSecret = settings.authSecret ?? keptSecret(settings.dataFolder);
    const found = { databaseUrl: settings.databaseUrl ?? "postgres://checked/later", authSecret, dev };
    await requireGoodEnvironment(appEnvironment(env, settings, found));
    if (settings.databaseUrl) await requireLogin(settings.databaseUrl);
    else {
      postgres = await startPostgres({
        folder: settings.dataFolder,
        onFirstTime: (place) => say(`Creating a PostgreSQL database in ${place}`),
      });
      stopped.check();
    }
    const app = appEnvironment(env, settings, {
      ...found,
      databaseUrl: postgres?.appUrl() ?? found.databaseUrl,
    });
    const preparation = { seed: settings.demo };
    await stopped.unless(
      postgres ? prepareEmbedded(postgres, app, preparation) : prepareDatabase(app, preparation),
    );
    if (!dev) await stopped.unless(ensureBuilt());
    const log = settings.mode === "demo" && !dev ? join(settings.dataFolder, "baton.log") : undefined;
    next = startNext({ env: app, dev, host: settings.host, port: settings.port, ...(log ? { log } : {}) });
    await stopped.unless(waitUntilLive(next, { ...settings, timeoutSeconds: 120 }));
    say(await welcome(app, settings));
    say(`Started in ${seconds(started)}.${log ? ` Log: ${log}` : ""}`);
    const end = await Promise.race([stopped.signal, next.ended, ...(postgres ? [postgres.ended] : [])]);
    if (typeof end === "number") throw endedEarly(next, end);
    if (end === undefined)
      throw new PlainError("the embedded PostgreSQL ended by itself; see postgres.log in the data folder");
    stopped.check();
    return 0;
  } catch (error) {
    // Whatever breaks while we are being stopped is not worth a message.
    stopped.check();
    throw error;
  } finally {
    if (next) await next.end(shutdownSeconds);
    await endChildren();
    await postgres?.stop();
  }
}

// A terminal that is gone must not turn a clean end into a crash.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof Stopped) process.exit(error.exitCode);
  sayFailure(error);
  process.exit(1);
}
